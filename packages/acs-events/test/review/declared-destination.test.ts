import { describe, expect, test } from "vitest";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const filter = { includedEventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.IncomingCall"] };
const planned = {
  name: "support-texts",
  team: "support",
  owner: "support@contoso.example",
  filter: { includedEventTypes: [...filter.includedEventTypes].sort() },
  destination: { endpointType: "WebHook", endpoint: "sms", kind: "webhook", endpointBaseUrl: "https://a.example/sms" },
  deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
};
const deployed = {
  name: "support-texts",
  filter,
  destination: {
    endpointType: "WebHook",
    endpointBaseUrl: "https://a.example/sms",
    endpointUrl: null,
    maxEventsPerBatch: 1,
    preferredBatchSizeInKilobytes: 64,
    minimumTlsVersionAllowed: "1.2",
  },
  deadLetterDestination: { endpointType: "StorageBlob", resourceId: "/dead", blobContainerName: "undelivered" },
};

function said(base: object, head: object): string[] {
  const [from, to] = [[base], [head]].map((one) => readSubscriptionSet(one).subscriptions);
  return compareSubscriptions(from ?? [], to ?? []).changes.flatMap(({ findings }) =>
    findings.map(({ message }) => message),
  );
}

describe("a plan beside what is deployed", () => {
  test("is compared by what both say, whichever is the base", () => {
    expect(said(deployed, planned)).toEqual([]);
    expect(said(planned, deployed)).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      "another address",
      { destination: { ...deployed.destination, endpointBaseUrl: "https://b.example/sms" } },
      "Events go to sms and no longer to https://b.example/sms.",
    ],
    [
      "another kind",
      { destination: { endpointType: "EventHub", resourceId: "/hubs/hub" } },
      "Events go to sms and no longer to hub.",
    ],
    [
      "larger batches",
      { destination: { ...deployed.destination, maxEventsPerBatch: 10 } },
      "How sms is delivered to changes: maxEventsPerBatch.",
    ],
    [
      "an identity",
      {
        destination: null,
        deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: deployed.destination },
      },
      "How sms is delivered to changes: deliveryIdentity.",
    ],
    [
      "another container",
      { deadLetterDestination: { ...deployed.deadLetterDestination, blobContainerName: "lost" } },
      expect.stringMatching(/ in the container undelivered and no longer in the container lost\.$/),
    ],
    [
      "an older TLS version in Azure",
      { destination: { ...deployed.destination, minimumTlsVersionAllowed: "1.0" } },
      expect.stringMatching(/ with TLS 1\.2 or later, before with 1\.0 or later: /),
    ],
    ["an end", { expirationTimeUtc: "2027-01-31T00:00:00Z" }, "It no longer ends on 2027-01-31T00:00:00Z."],
  ])("%s is a change", (_, change, message) => {
    expect(said({ ...deployed, ...change }, planned)).toEqual([message]);
  });
});

test("one moment, written in two ways, is no change", () => {
  const ends = (expirationTimeUtc: string) => ({ ...deployed, expirationTimeUtc });
  expect(said(ends("2027-01-31T00:00:00Z"), ends("2027-01-31T01:00:00+01:00"))).toEqual([]);
});

test("of a filter alone, only the filter is compared", () => {
  const { findings, subscriptions } = readSubscriptionSet({ filter });
  expect(findings).toEqual([]);
  const head = subscriptions.map((one) => ({ ...one, name: "support-texts" }));
  expect(compareSubscriptions(readSubscriptionSet([planned]).subscriptions, head).changes).toEqual([]);
});
