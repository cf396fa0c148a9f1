import { expect, test } from "vitest";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const webhook = { endpointType: "WebHook", endpoint: "sms", kind: "webhook", endpointBaseUrl: "https://a.example/sms" };
const planned = (destination: object) => ({
  name: "support-texts",
  team: "support",
  owner: "support@contoso.example",
  filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
  destination,
});

function found(base: object, head: object): string[] {
  const [from = [], to = []] = [base, head].map((one) => readSubscriptionSet([planned(one)]).subscriptions);
  return compareSubscriptions(from, to).changes.flatMap(({ findings }) =>
    findings.map(({ id, level, message }) => `${level} ${id}: ${message}`),
  );
}
const from = (minimumTlsVersionAllowed: unknown) => ({ ...webhook, minimumTlsVersionAllowed });

test("a change of the oldest TLS version is told from old to new, with what follows", () => {
  expect(found(from("1.2"), from("1.0"))[0]).toBe(
    "warning minimum-tls-lowered: Event Grid calls sms with TLS 1.0 or later, before with 1.2 or later: others may read what is sent with an old version.",
  );
  expect(found(from("1.0"), from("1.1"))[0]).toMatch(/^warning minimum-tls-raised: .* TLS 1\.1 .* 1\.0 /);
});

test("a plan of before, which says nothing, is one of 1.2", () => {
  expect(found(webhook, from("1.2"))).toEqual([]);
  expect(found(webhook, webhook)).toEqual([]);
  expect(found(webhook, from("1.1"))[0]).toMatch(/^warning minimum-tls-lowered: /);
});

test("beside another change of the delivery both are told; of another endpoint, where events go", () => {
  const ids = (head: object) => found(webhook, head).map((one) => one.split(":")[0]);
  expect(ids({ ...from("1.0"), maxEventsPerBatch: 10 }).slice(0, 2)).toEqual([
    "warning minimum-tls-lowered",
    "warning destination-changed",
  ]);
  expect(ids({ ...from("1.0"), endpoint: "other", endpointBaseUrl: "https://b.example/sms" })).toContain(
    "warning destination-changed",
  );
});

test("a version that cannot be seen is not compared", () => {
  expect(found(webhook, from("[parameters('tls')]")).join()).not.toContain("minimum-tls");
});
