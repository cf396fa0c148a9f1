import { expect, test } from "vitest";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { missesOf } from "../../src/rehearsal/misses.ts";

const report = (deliveryStatus: string, subject = "/phonenumber/15555555555") => ({
  id: "1",
  topic: "/subscriptions/0/contoso",
  subject,
  eventType: "Microsoft.Communication.SMSDeliveryReportReceived",
  eventTime: "2020-09-18T00:22:20Z",
  data: { deliveryStatus },
  dataVersion: "1.0",
  metadataVersion: "1",
});

const failures = readFilter({
  includedEventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"],
  subjectBeginsWith: "/phonenumber/1555",
  advancedFilters: [{ operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] }],
}).filter;

const reasonsFor = (event: ReturnType<typeof report>, passedOver: ReadonlyMap<string, string> = new Map()) =>
  missesOf(event, passedOver, [{ name: "failures", filter: failures }]).map(({ reason }) => reason);

test.each([
  ["another number", report("Failed", "/phonenumber/12065550100"), "wants subjects that begin with /phonenumber/1555"],
  ["another status", report("Delivered"), 'wants that data.deliveryStatus is "Failed", and it is "Delivered"'],
])("%s: the first condition that did not hold, with the value seen", (_, event, reason) => {
  expect(reasonsFor(event)).toEqual([reason]);
});

test("what was passed over although all held says why", () => {
  expect(reasonsFor(report("Failed"), new Map([["failures", "it has expired"]]))).toEqual(["it has expired"]);
});

test("a subscription that does not list the type is not worth a line", () => {
  expect(reasonsFor({ ...report("Failed"), eventType: "Microsoft.Communication.SMSReceived" })).toEqual([]);
});
