import { expect, test } from "vitest";
import { deadLetterChange } from "../../src/review/dead-letter-change.ts";
import { readSubscription } from "../../src/subscription-set/read-subscription.ts";

type Json = Readonly<Record<string, unknown>>;

const account = (name: string): string =>
  `/subscriptions/1/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/${name}`;
const blobs = (blobContainerName: string, more: Json = {}): Json => ({
  endpointType: "StorageBlob",
  blobContainerName,
  ...more,
});
const keeps = (deadLetterDestination: Json | null): Json => ({ deadLetterDestination });
const writes = (identity: Json, destination: Json): Json => ({
  deadLetterWithResourceIdentity: { identity, deadLetterDestination: destination },
});
const inOne = blobs("lost", { resourceId: account("one") });
const writer = "/subscriptions/1/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/w";

test.each<[string, Json, Json, string[]]>([
  ["nothing", keeps(null), keeps(null), []],
  [
    "no longer kept",
    keeps(inOne),
    keeps(null),
    ["dead-letters-dropped: Undelivered events are no longer kept: what cannot be delivered is gone."],
  ],
  [
    "kept now",
    keeps(null),
    keeps(inOne),
    ["dead-letters-kept: Undelivered events are kept now, in the container lost."],
  ],
  ["the same account in other case", keeps(inOne), keeps(blobs("lost", { resourceId: account("ONE") })), []],
  ["a plan that names no account", keeps(inOne), keeps(blobs("lost")), []],
  [
    "another container",
    keeps(inOne),
    keeps(blobs("undelivered")),
    [
      "dead-letters-moved: Undelivered events are kept in the container undelivered and no longer in the container lost.",
    ],
  ],
  [
    "a container of the same name elsewhere",
    keeps(inOne),
    keeps(blobs("lost", { resourceId: account("two") })),
    [
      "dead-letters-moved: Undelivered events are kept in the container lost of two and no longer in the container lost of one.",
    ],
  ],
  [
    "Azure's words beside a plan's",
    writes({ type: "SystemAssigned" }, inOne),
    keeps({ ...inOne, deliveryIdentity: "SystemAssigned" }),
    [],
  ],
  [
    "another writer",
    writes({ type: "UserAssigned", userAssignedIdentity: writer }, inOne),
    keeps(inOne),
    [
      `dead-letter-identity-changed: Event Grid writes undelivered events by its own access and no longer with the identity ${writer}; the container has to let it.`,
    ],
  ],
  ["a writer that cannot be seen", writes({ type: "[unknown]" }, inOne), keeps(inOne), []],
])("%s", (_, base, head, expected) => {
  const record = (json: Json) => readSubscription({ json: { name: "texts", ...json } }).record;
  expect(deadLetterChange(record(base), record(head)).map(({ id, message }) => `${id}: ${message}`)).toEqual(expected);
});
