import { expect, test } from "vitest";
import { eventTypeNames } from "../../../src/catalog/event-types.ts";
import { hasOpenSize } from "../../../src/catalog/open-sized.ts";
import { messageSizeRule } from "../../../src/subscription-set/rules/message-size.ts";
import { said, sound } from "./said.ts";

const threads = "Microsoft.Communication.ChatThreadCreatedWithUser";
const jobs = "Microsoft.Communication.RouterJobReceived";
const texts = "Microsoft.Communication.SMSReceived";
const of = (...includedEventTypes: string[]) => ({ filter: { includedEventTypes } });

test("events whose lists have no limit, into a storage queue", () => {
  expect(said(messageSizeRule, of(threads))).toEqual([
    `info queue-message-size at destination: Events of ${threads} have lists without a documented limit, and a message of a storage queue holds 48 KiB of JSON. A larger event is expected to become a dead letter; a Service Bus queue holds 256 KB.`,
  ]);
  expect(said(messageSizeRule, of(texts, threads, jobs))[0]).toContain(`${threads} and of 1 more event types`);
});

test.each<[string, object]>([
  ["short events", of(texts)],
  ["a queue that holds more", { ...of(threads), destination: { endpointType: "ServiceBusQueue", resourceId: "x" } }],
  ["a webhook", { ...of(threads), destination: { endpointType: "WebHook", endpointUrl: "https://a.example" } }],
  ["the sound subscription", sound],
])("%s: nothing", (_, changes) => {
  expect(said(messageSizeRule, changes)).toEqual([]);
});

test("the catalog knows both kinds", () => {
  const open = eventTypeNames.filter(hasOpenSize);
  expect(open).toContain(jobs);
  expect(open).not.toContain(texts);
  expect(open.length).toBeGreaterThan(5);
  expect(open.length).toBeLessThan(eventTypeNames.length - 5);
  expect(hasOpenSize("Microsoft.Communication.Nothing")).toBe(false);
});
