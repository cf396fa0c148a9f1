import { expect, test } from "vitest";
import { rehearsedEvents } from "../../src/rehearsal/events.ts";

const texts = rehearsedEvents().filter(({ event }) => event.subject === "/phonenumber/15555555555");

/** A field of the payload, whatever case the sample writes it in. */
const field = (data: unknown, name: string): unknown =>
  Object.entries(data ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

test.each(["SMSReceived", "SMSDeliveryReportReceived"])("%s comes with both forms of its numbers", (type) => {
  const own = texts.filter(({ event }) => event.eventType === `Microsoft.Communication.${type}`);
  for (const name of ["from", "to"]) {
    expect(own.map(({ event }) => field(event.data, name)).sort()).toEqual(["+15555555555", "15555555555"]);
  }
  expect(new Set(own.map(({ event }) => event.id)).size).toBe(2);
});
