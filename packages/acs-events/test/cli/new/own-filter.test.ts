import { expect, test } from "vitest";
import { readOwnFilter } from "../../../src/cli/new/own-filter.ts";

test("event types without case or prefix, several by commas; conditions by the kind of the field", () => {
  const { filter, problems } = readOwnFilter(
    ["smsreceived, Microsoft.Communication.SMSDeliveryReportReceived"],
    ["subject^=/phonenumber/1555", "data.to!=15550001,15550002", "from*=555"],
  );
  expect(problems).toEqual([]);
  expect(filter.eventTypes).toEqual([
    "Microsoft.Communication.SMSReceived",
    "Microsoft.Communication.SMSDeliveryReportReceived",
  ]);
  expect(filter.subjectBeginsWith).toBe("/phonenumber/1555");
  expect(filter.advancedFilters).toEqual([
    { operatorType: "StringNotIn", key: "data.to", values: ["15550001", "15550002"] },
    { operatorType: "StringContains", key: "data.from", values: ["555"] },
  ]);
});

test("numbers", () => {
  const { filter, problems } = readOwnFilter(["SMSReceived"], ["data.segmentCount>=2"]);
  expect(problems).toEqual([]);
  expect(filter.advancedFilters).toEqual([
    { operatorType: "NumberGreaterThanOrEquals", key: "data.segmentCount", value: 2 },
  ]);
});

test.each([
  [[], "--event-type: at least one event type, for example SMSReceived"],
  [["SMSRecieved"], '--event-type: there is no event type "SMSRecieved". Did you mean "SMSReceived"?'],
])("event types %j", (types, problem) => {
  expect(readOwnFilter(types, []).problems).toEqual([problem]);
});

test.each([
  [
    "data.deliveryStats=Failed",
    'SMSDeliveryReportReceived has no field data.deliveryStats that a filter can compare. Did you mean "data.deliveryStatus"?',
  ],
  ["data.deliveryStatus>2", "data.deliveryStatus is text. Write it with =, !=, ^=, $= or *=."],
  ["data.deliveryStatus=", "a value is missing behind the sign."],
])("condition %s", (condition, problem) => {
  expect(readOwnFilter(["SMSDeliveryReportReceived"], [condition]).problems).toEqual([
    `--condition ${condition}: ${problem}`,
  ]);
});
