import { describe, expect, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import { isEventType } from "../../src/catalog/event-types.ts";
import { allSamples, type Sample } from "../../src/catalog/samples.ts";
import { exampleOf, isWhole, type WholeSample } from "../../src/filter-sets/examples.ts";
import { whyNotDocumented } from "../../src/filter-sets/index.ts";

/** The sample as an event; without a subject where none was published, or one that was copied from another type. */
function eventOf(sample: Sample): Event {
  const { type, payload } = sample;
  if (!isEventType(type)) return payload;
  if (isWhole(sample, type)) return exampleOf(sample, type);
  const { data } = exampleOf({ ...sample, payload: { ...payload, subject: "" } } as WholeSample, type);
  return { specversion: "1.0", id: "1", source: "/", type, data };
}

const samples = allSamples().filter(({ type }) => isEventType(type));

describe("whyNotDocumented", () => {
  test("there are samples, and most of them are whole", () => {
    expect(samples.length).toBeGreaterThan(140);
    expect(samples.filter((sample) => isEventType(sample.type) && isWhole(sample, sample.type)).length).toBeGreaterThan(
      135,
    );
  });

  test.each(samples.map((sample) => [`${sample.type} ${sample.origin} ${sample.envelope}`, sample] as const))(
    "every published sample is documented: %s",
    (_, sample) => {
      expect(whyNotDocumented(eventOf(sample))).toBeUndefined();
    },
  );

  test("renamed types are not", () => {
    const former = allSamples().filter(({ type }) => !isEventType(type));
    expect(former).toHaveLength(3);
    for (const sample of former) expect(whyNotDocumented(eventOf(sample))).toMatch(/is not a current event type$/);
  });

  const sms = { id: "1", eventType: "Microsoft.Communication.SMSReceived", eventTime: "2026-01-01T00:00:00Z" };
  const data = { to: "15555555555", from: "15555555556", message: "x", messageId: "1" };
  const subject = "/phonenumber/15555555555";
  const user = (rawId: string) => ({ rawId, communicationUser: { id: rawId } });
  test.each<readonly [string, Event, string | undefined]>([
    ["a message", { ...sms, subject, data }, undefined],
    ["a plus in the payload", { ...sms, subject, data: { ...data, to: "+15555555555" } }, undefined],
    [
      "another number in the payload",
      { ...sms, subject, data: { ...data, to: "15555555557" } },
      "data.to and {phoneNumber} of the subject do not say the same",
    ],
    [
      "no number in the payload",
      { ...sms, subject, data: { message: "x" } },
      "data.to and {phoneNumber} of the subject do not say the same",
    ],
    [
      "an id that names somebody else than the object beside it",
      {
        ...sms,
        eventType: "Microsoft.Communication.ChatMessageReceived",
        subject: "thread/19:1/sender/8:acs:1/recipient/8:acs:2",
        data: { senderId: "8:acs:3", senderCommunicationIdentifier: user("8:acs:1"), threadId: "19:1" },
      },
      "data.senderId does not say the same as data.senderCommunicationIdentifier.rawId",
    ],
    [
      "an id that stands alone and names somebody else than the subject",
      {
        ...sms,
        eventType: "Microsoft.Communication.ChatMessageReceived",
        subject: "thread/19:1/sender/8:acs:1/recipient/8:acs:2",
        data: { senderId: "8:acs:3", threadId: "19:1" },
      },
      "data.senderId does not say the same as {actorRawId} of the subject",
    ],
    [
      "a subject of another type",
      { ...sms, subject: "thread/1", data },
      "the subject thread/1 follows no template of Microsoft.Communication.SMSReceived",
    ],
    ["a property that nobody knows", { ...sms, subject, data: { ...data, x: 1 } }, "no source has data.x"],
    [
      "a number as text",
      { ...sms, subject, data: { ...data, segmentCount: "1" } },
      "no source has such a value in data.segmentCount",
    ],
    [
      "a status that nobody knows",
      {
        ...sms,
        eventType: "Microsoft.Communication.SMSDeliveryReportReceived",
        subject,
        data: { from: "15555555555", deliveryStatus: "xDeliveredx" },
      },
      "no source has such a value in data.deliveryStatus",
    ],
  ])("%s", (_, event, why) => {
    expect(whyNotDocumented(event)).toBe(why);
  });
});
