import type { EventGridEvent } from "../../../catalog/event.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

export interface EmailOptions {
  readonly from: string;
  readonly to: string;
  readonly status: string;
  readonly details?: string | undefined;
  /** What the recipient did: `view` or `click`; if omitted, there is no engagement report. */
  readonly engagement?: string | undefined;
}

/** The delivery report of an e-mail, and where somebody opened it or followed a link, that report of the same message. */
export function email(options: EmailOptions, context: ScenarioContext): readonly EventGridEvent[] {
  const { from, to, status, details, engagement } = options;
  const messageId = randomGuid(context.random);
  const subject = { senderAddress: from, messageId };
  const report = likeSample(
    "Microsoft.Communication.EmailDeliveryReportReceived",
    {
      subject,
      data: {
        sender: from,
        recipient: to,
        messageId,
        status,
        deliveryStatusDetails: { statusMessage: details ?? status },
        deliveryAttemptTimeStamp: timeOf(context.now),
      },
    },
    context,
  );
  if (engagement === undefined) return [report];
  const engaged = likeSample(
    "Microsoft.Communication.EmailEngagementTrackingReportReceived",
    {
      subject,
      data: { sender: from, messageId, userActionTimeStamp: timeOf(context.now, 60), engagementType: engagement },
      after: 60,
    },
    context,
  );
  return [report, engaged];
}
