import type { EventGridEvent } from "../../../catalog/event.ts";
import type { Sample } from "../../../catalog/samples.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { digitsOf } from "./identifiers.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

/** How the payload of a text message is written: sources differ. */
export interface TextForm {
  /** `messageId` as documented today, or `MessageId` as in 2020. Default: camel. */
  readonly spelling?: "camel" | "pascal";
  /** Numbers with a plus or without; default: as published, where `to` of a report alone has one. */
  readonly numbers?: "plus" | "digits";
}

export interface TextMessage extends TextForm {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A text message that came in: the number of the subject is the one that it was sent to. */
export function textMessage(message: TextMessage, context: ScenarioContext): readonly EventGridEvent[] {
  const { from, to, text } = message;
  const data = {
    messageId: messageId("Incoming", context),
    from: numberIn(from, message.numbers ?? "digits"),
    to: numberIn(to, message.numbers ?? "digits"),
    message: text,
    receivedTimestamp: timeOf(context.now),
    ...(message.spelling === "pascal" ? {} : { segmentCount: segmentsOf(text) }),
  };
  const subject = { phoneNumber: digitsOf(to) };
  return [likeSample("Microsoft.Communication.SMSReceived", { subject, data, sample: sampleIn(message) }, context)];
}

export interface TextReport extends TextForm {
  /** Our number. */
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly details?: string | undefined;
  readonly tag?: string | undefined;
}

/** What became of a text message that was sent: the number of the subject is the one that sent it. */
export function textReport(report: TextReport, context: ScenarioContext): readonly EventGridEvent[] {
  const { from, to, status, details, tag, spelling } = report;
  const succeeded = /^failed$/i.test(status) ? 0 : 1;
  const attempt = { timestamp: timeOf(context.now), segmentsSucceeded: succeeded, segmentsFailed: 1 - succeeded };
  const data = {
    messageId: messageId("Outgoing", context),
    from: numberIn(from, report.numbers ?? "digits"),
    to: numberIn(to, report.numbers ?? "plus"),
    deliveryStatus: status,
    deliveryStatusDetails: details ?? (succeeded === 1 ? "No error." : "The message was not delivered."),
    receivedTimestamp: timeOf(context.now, 2),
    deliveryAttempts: [spelling === "pascal" ? inPascalCase(attempt) : attempt],
    ...(spelling === "pascal" && tag === undefined ? {} : { tag }),
  };
  return [
    likeSample(
      "Microsoft.Communication.SMSDeliveryReportReceived",
      { subject: { phoneNumber: digitsOf(from) }, data, sample: sampleIn(report), after: 2 },
      context,
    ),
  ];
}

function sampleIn({ spelling }: TextForm): (sample: Sample) => boolean {
  return ({ origin }) => origin === (spelling === "pascal" ? "article" : "docs");
}

function numberIn(number: string, form: "plus" | "digits"): string {
  return form === "plus" ? `+${digitsOf(number)}` : digitsOf(number);
}

/** As published: a time without separators, and a GUID right behind it. */
function messageId(direction: "Incoming" | "Outgoing", { now, random }: ScenarioContext): string {
  const time = timeOf(now).replaceAll(/\D/g, "").slice(0, 14);
  return `${direction}_${time}${randomGuid(random)}`;
}

/** A text of one message has 160 characters of the usual alphabet; a part of a longer one has 153. */
function segmentsOf(text: string): number {
  return text.length <= 160 ? 1 : Math.ceil(text.length / 153);
}

function inPascalCase(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, value]),
  );
}
