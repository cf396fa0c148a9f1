import { expect, test } from "vitest";
import { missesOf as pageMissesOf } from "../../src/emulator/dashboard/why-not-delivered.ts";
import { schemaOf } from "../../src/emulator/delivery/envelope.ts";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { missesOf } from "../../src/rehearsal/misses.ts";
import { storeWithTopic, subscribe, topicId } from "../emulator/delivery/rig.ts";

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
  missesOf(event, passedOver, [{ name: "failures", filter: failures, schema: "EventGridSchema" }]).map(
    ({ reason }) => reason,
  );

test.each([
  ["another number", report("Failed", "/phonenumber/12065550100"), "wants subjects that begin with /phonenumber/1555"],
  ["another status", report("Delivered"), 'wants that data.deliveryStatus is "Failed", and it is "Delivered"'],
])("%s: the first condition that did not hold, with the value seen", (_, event, reason) => {
  expect(reasonsFor(event)).toEqual([reason]);
});

test("what was passed over although all held says why", () => {
  expect(reasonsFor(report("Failed"), new Map([["failures", "it has expired"]]))).toEqual(["it has expired"]);
});

test("the rehearsal and the page give the same reason, in the delivery schema of the subscription", () => {
  const event = report("Delivered");
  const filters = [
    { operatorType: "StringContains", key: "source", values: ["fabrikam"] },
    { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] },
    { operatorType: "NumberGreaterThan", key: "data.segments", value: 1 },
  ].map((advanced) => ({ includedEventTypes: [event.eventType], advancedFilters: [advanced] }));
  const store = storeWithTopic();
  for (const [index, filter] of filters.entries()) {
    subscribe(store, `grid-${index}`, { filter });
    subscribe(store, `cloud-${index}`, { filter, eventDeliverySchema: "CloudEventSchemaV1_0" });
  }
  const subscriptions = filters.flatMap((_, index) =>
    [`grid-${index}`, `cloud-${index}`].flatMap((name) =>
      store.eventSubscriptions(topicId).filter((one) => one.name === name),
    ),
  );
  const { keptOut, unlisted } = pageMissesOf(event, subscriptions);
  expect(unlisted).toEqual([]);
  const reasons = missesOf(
    event,
    new Map(),
    subscriptions.map((one) => ({ name: one.name, filter: readFilter(one.filter).filter, schema: schemaOf(one) })),
  );
  expect(keptOut.map(({ subscription }) => subscription)).toEqual(reasons.map(({ subscription }) => subscription));
  expect(keptOut).toHaveLength(filters.length * 2);
  for (const [index, { conditions }] of keptOut.entries()) {
    const [first] = conditions;
    expect(reasons[index]?.reason).toBe(`wants that ${first?.asked}, and ${first?.found}`);
  }
  // As a CloudEvent the event has a source; in the Event Grid schema it has none.
  expect(reasons[0]?.reason).toContain('source contains "fabrikam", and it is missing');
  expect(reasons[1]?.reason).toContain('it is "/subscriptions/0/contoso"');
});

test("a subscription that does not list the type is not worth a line", () => {
  expect(reasonsFor({ ...report("Failed"), eventType: "Microsoft.Communication.SMSReceived" })).toEqual([]);
});
