import fc from "fast-check";
import { expect, test } from "vitest";
import { compareWithCode } from "../../../src/cli/drift/compare-with-code.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

const inGroup = (rest: string): string => `/subscriptions/1/resourceGroups/g/providers/${rest}`;
const sms = ["SMSReceived", "SMSDeliveryReportReceived"].map((type) => `Microsoft.Communication.${type}`);

/** Settings of which each value means something else than the others. */
const settings = {
  eventTypes: fc.subarray(sms, { minLength: 1 }),
  prefix: fc.constantFrom("", "/phonenumber/1206", "/phonenumber/1425"),
  queue: fc.constantFrom("one", "two"),
  account: fc.constantFrom("contosoqueues", "fabrikamqueues"),
  identity: fc.constantFrom("", "SystemAssigned", "writer", "sender"),
  seconds: fc.constantFrom(null, 60, -1),
  container: fc.constantFrom("", "lost", "undelivered"),
  attempts: fc.constantFrom(1, 30),
  minutes: fc.constantFrom(1, 1440),
  schema: fc.constantFrom("EventGridSchema", "CloudEventSchemaV1_0"),
  ends: fc.constantFrom(null, "2099-01-01T00:00:00Z"),
  labels: fc.subarray(["red", "blue"]),
};
const one = fc.record(settings);
type One = typeof one extends fc.Arbitrary<infer T> ? T : never;

const identityOf = (name: string) =>
  name === "SystemAssigned"
    ? { type: name }
    : {
        type: "UserAssigned",
        userAssignedIdentity: inGroup(`Microsoft.ManagedIdentity/userAssignedIdentities/${name}`),
      };

const common = (name: string, { eventTypes, prefix, attempts, minutes, schema, ends, labels }: One) => ({
  name,
  filter: { includedEventTypes: eventTypes, subjectBeginsWith: prefix },
  retryPolicy: { maxDeliveryAttempts: attempts, eventTimeToLiveInMinutes: minutes },
  eventDeliverySchema: schema,
  expirationTimeUtc: ends,
  labels,
});
const queueOf = ({ queue, account, seconds }: One) => ({
  endpointType: "StorageQueue",
  resourceId: inGroup(`Microsoft.Storage/storageAccounts/${account}`),
  queueName: queue,
  ...(seconds === null ? {} : { queueMessageTimeToLiveInSeconds: seconds }),
});
const blobs = (container: string) => ({ endpointType: "StorageBlob", blobContainerName: container });

/** As Azure answers: names and ids in its own case, labels in another order. */
function inAzure(name: string, given: One): object {
  const { identity, container, labels } = given;
  const destination = { ...queueOf(given), resourceId: queueOf(given).resourceId.toUpperCase() };
  const deadLetterDestination = {
    ...blobs(container),
    resourceId: inGroup("Microsoft.Storage/storageAccounts/contosolost"),
  };
  return {
    ...common(name.toUpperCase(), given),
    labels: labels.toReversed(),
    ...(identity === ""
      ? { destination }
      : { deliveryWithResourceIdentity: { identity: identityOf(identity), destination } }),
    ...(container === ""
      ? {}
      : { deadLetterWithResourceIdentity: { identity: { type: "SystemAssigned" }, deadLetterDestination } }),
    provisioningState: "Succeeded",
  };
}

/** As a plan says it. */
function inCode(name: string, given: One): object {
  const { identity, container } = given;
  const deliveryIdentity =
    identity === "" ? {} : { deliveryIdentity: identityOf(identity).userAssignedIdentity ?? identity };
  return {
    ...common(name, given),
    team: "support",
    owner: "support@contoso.example",
    destination: { ...queueOf(given), endpoint: "queue", kind: "storage-queue", ...deliveryIdentity },
    deadLetterDestination: container === "" ? null : blobs(container),
  };
}

/** What differs, by one plain look at each setting. */
const plainly = (azure: One, code: One): string[] =>
  Object.keys(settings).filter(
    (key) => JSON.stringify(azure[key as keyof One]) !== JSON.stringify(code[key as keyof One]),
  );

const names = ["support-a", "support-b", "support-c"];
const side = fc.record(Object.fromEntries(names.map((name) => [name, fc.option(one, { nil: undefined })])));

test("finds what a plain look at each setting finds, and nothing else", () => {
  const law = fc.property(side, side, fc.boolean(), (azure, code, alike) => {
    const deployed = alike ? code : azure;
    const records = (from: typeof side extends fc.Arbitrary<infer T> ? T : never, as: typeof inAzure) =>
      readSubscriptionSet(names.flatMap((name) => (from[name] === undefined ? [] : [as(name, from[name])])))
        .subscriptions;
    const drift = compareWithCode("prod", records(deployed, inAzure), records(code, inCode));
    const expected = names.flatMap((name) => {
      const [a, c] = [deployed[name], code[name]];
      if (a === undefined && c === undefined) return [];
      if (a === undefined) return [[name, "only-in-code"]];
      if (c === undefined) return [[name, "only-in-azure"]];
      return plainly(a, c).length === 0 ? [] : [[name, "different"]];
    });
    expect(drift.differences.map(({ subscription, kind }) => [subscription.toLowerCase(), kind])).toEqual(expected);
    for (const { subscription, kind, differs, filter } of drift.differences) {
      if (kind !== "different") continue;
      const [a, c] = [deployed[subscription.toLowerCase()], code[subscription.toLowerCase()]];
      if (a === undefined || c === undefined) throw new Error("both sides have it");
      const differing = plainly(a, c);
      expect(filter !== undefined).toBe(differing.some((key) => key === "eventTypes" || key === "prefix"));
      const said = new Set(differs.map(({ path }) => path));
      const has = (path: string, keys: readonly string[]) =>
        expect([path, said.has(path)]).toEqual([path, keys.some((key) => differing.includes(key))]);
      has("retryPolicy.maxDeliveryAttempts", ["attempts"]);
      has("retryPolicy.eventTimeToLiveInMinutes", ["minutes"]);
      has("eventDeliverySchema", ["schema"]);
      has("expirationTimeUtc", ["ends"]);
      has("labels", ["labels"]);
      has("deadLetterDestination", ["container"]);
    }
  });
  fc.assert(law);
});
