import { expect, test } from "vitest";
import { acsEvents, withFile } from "./command-line.ts";

const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";

/** An event that says one type in one envelope, and another in the other. */
const event = JSON.stringify({
  id: "1",
  eventType: sms,
  topic: "/grid",
  specversion: "1.0",
  type: report,
  source: "/cloud",
  subject: "/phonenumber/1",
  eventTime: "2027-01-01T00:00:00Z",
  data: {},
});

const subscription = (name: string, eventDeliverySchema: string, key: string, value: string) => ({
  name,
  eventDeliverySchema,
  filter: {
    includedEventTypes: [sms, report],
    advancedFilters: [{ operatorType: "StringIn", key, values: [value] }],
  },
  destination: { endpointType: "StorageQueue", queueName: "queue", resourceId: "/subscriptions/0/a" },
});

const set = JSON.stringify([
  subscription("cloud", "CloudEventSchemaV1_0", "source", "/cloud"),
  subscription("cloud-type", "CloudEventSchemaV1_0", "type", report),
  subscription("grid", "EventGridSchema", "topic", "/grid"),
  subscription("grid-type", "EventGridSchema", "eventType", report),
]);

test("an event with both envelopes is read by each subscription in its own schema", async () => {
  const { stdout } = await withFile("set.json", set, (file) =>
    acsEvents(["match", "--subscriptions", file, "--events", "-", "--format", "json"], event),
  );
  expect(JSON.parse(stdout)).toEqual([{ event: "1", matched: ["cloud", "cloud-type", "grid"] }]);
  const explained = await withFile("set.json", set, (file) =>
    acsEvents(["explain", "--subscriptions", file, "--event", "-", "--format", "json"], event),
  );
  const [one] = JSON.parse(explained.stdout);
  expect(one.subscriptions.map(({ matched }: { matched: boolean }) => matched)).toEqual([true, true, true, false]);
});

test("names, ids and subjects reach no terminal raw", async () => {
  const raw = JSON.stringify({ id: "a\u001b[2J", eventType: sms, subject: "s\u009b1m", eventTime: "", data: {} });
  const named = JSON.stringify([{ ...JSON.parse(set)[2], name: "n\u0007" }]);
  for (const args of [["match"], ["explain"], ["match", "--format", "json"], ["explain", "--format", "json"]]) {
    const [verb = "", ...rest] = args;
    const events = verb === "match" ? "--events" : "--event";
    const { stdout, stderr } = await withFile("set.json", named, (file) =>
      acsEvents([verb, "--subscriptions", file, events, "-", ...rest], raw),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout + stderr, args.join(" ")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).toContain("\\u001b[2J");
  }
});
