import type { eventgrid } from "@pulumi/azure-native/types/input.js";
import type { Unwrap } from "@pulumi/pulumi";
import { destinationsOfAzure } from "./destinations-of-azure.ts";
import {
  azureFunction,
  type Body,
  busQueue,
  busTopic,
  carriedTo,
  type Fate,
  filtered,
  hub,
  identity,
  type Json,
  lost,
  type Of,
  queue,
  webhook,
  withIdentity,
} from "./fates.ts";

const subscription: Of<Body, "resourceGroupName" | "systemTopicName" | "scope"> = {
  eventSubscriptionName: [{ carried: { name: "contoso-Texts" }, as: { eventSubscriptionName: "contoso-Texts" } }],
  filter: [filtered({ subjectBeginsWith: "/phonenumber/1206" })],
  retryPolicy: [{ carried: { retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 } } }],
  expirationTimeUtc: [
    { carried: { expirationTimeUtc: "2099-01-31T00:00:00Z" } },
    { refused: { expirationTimeUtc: "soon" }, says: "adopt-expiry-invalid" },
  ],
  labels: [
    {
      carried: { labels: ["Finance", "label_1"] },
      as: { labels: ["team=support", "owner=support@contoso.example", "Finance", "label_1"] },
    },
  ],
  eventDeliverySchema: [
    { carried: { eventDeliverySchema: "EventGridSchema" } },
    { carried: { eventDeliverySchema: "CloudEventSchemaV1_0" } },
    { refused: { eventDeliverySchema: "CustomInputSchema" }, says: "adopt-schema-changes" },
    { refused: { eventDeliverySchema: "CloudEventV01Schema" }, says: "adopt-schema-changes" },
  ],
  destination: [carriedTo(webhook)],
  deliveryWithResourceIdentity: [
    {
      carried: withIdentity({ type: "SystemAssigned" }, queue),
      as: { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: queue } },
    },
  ],
  deadLetterDestination: [
    { carried: { deadLetterDestination: lost } },
    {
      changed: { deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "lost" } },
      says: "adopt-dead-letters-move",
    },
    {
      refused: { deadLetterDestination: { ...lost, endpointType: "StorageQueue" } },
      says: "adopt-property-lost",
    },
    { refused: { deadLetterDestination: { ...lost, encryption: "customer" } }, says: "adopt-property-lost" },
  ],
  deadLetterWithResourceIdentity: [
    { carried: { deadLetterWithResourceIdentity: { identity, deadLetterDestination: lost } } },
    {
      carried: {
        deadLetterWithResourceIdentity: { identity: { type: "SystemAssigned" }, deadLetterDestination: lost },
      },
    },
    {
      refused: { deadLetterWithResourceIdentity: { identity: { type: "Other" }, deadLetterDestination: lost } },
      says: "adopt-property-lost",
    },
  ],
};

const filter: Of<eventgrid.EventSubscriptionFilterArgs> = {
  includedEventTypes: [
    {
      carried: {
        filter: { includedEventTypes: ["Microsoft.Communication.CallEnded", "Microsoft.Communication.CallStarted"] },
      },
    },
  ],
  subjectBeginsWith: [filtered({ subjectBeginsWith: "/phonenumber/1206" })],
  subjectEndsWith: [filtered({ subjectEndsWith: "0199" })],
  isSubjectCaseSensitive: [filtered({ subjectEndsWith: "0199", isSubjectCaseSensitive: true })],
  enableAdvancedFilteringOnArrays: [
    filtered({
      enableAdvancedFilteringOnArrays: true,
      advancedFilters: [{ operatorType: "StringIn", key: "data.from", values: ["1"] }],
    }),
    filtered({ enableAdvancedFilteringOnArrays: true }),
  ],
  advancedFilters: [
    filtered({ advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["help"] }] }),
    filtered({ advancedFilters: [{ operatorType: "NumberInRange", key: "data.nothing", values: [[1, 2]] }] }),
  ],
};

/** A condition of each operator that azure-native has; one that is new there does not compile until it is here. */
type OperatorType = NonNullable<
  Unwrap<eventgrid.EventSubscriptionFilterArgs["advancedFilters"]>
>[number]["operatorType"];
const condition = (operatorType: OperatorType, more: Json): readonly Fate[] => [
  filtered({ advancedFilters: [{ operatorType, key: "data.x", ...more }] }),
];
const [text, number, range] = [{ values: ["a"] }, { value: 1.5 }, { values: [[1, 2]] }];
const conditions: Readonly<Record<OperatorType, readonly Fate[]>> = {
  BoolEquals: condition("BoolEquals", { value: true }),
  IsNotNull: condition("IsNotNull", {}),
  IsNullOrUndefined: condition("IsNullOrUndefined", {}),
  NumberGreaterThan: condition("NumberGreaterThan", number),
  NumberGreaterThanOrEquals: condition("NumberGreaterThanOrEquals", number),
  NumberIn: condition("NumberIn", { values: [1, 2] }),
  NumberInRange: condition("NumberInRange", range),
  NumberLessThan: condition("NumberLessThan", number),
  NumberLessThanOrEquals: condition("NumberLessThanOrEquals", number),
  NumberNotIn: condition("NumberNotIn", { values: [1, 2] }),
  NumberNotInRange: condition("NumberNotInRange", range),
  StringBeginsWith: condition("StringBeginsWith", text),
  StringContains: condition("StringContains", text),
  StringEndsWith: condition("StringEndsWith", text),
  StringIn: condition("StringIn", text),
  StringNotBeginsWith: condition("StringNotBeginsWith", text),
  StringNotContains: condition("StringNotContains", text),
  StringNotEndsWith: condition("StringNotEndsWith", text),
  StringNotIn: condition("StringNotIn", text),
};

const retryPolicy: Of<eventgrid.RetryPolicyArgs> = {
  maxDeliveryAttempts: [
    { carried: { retryPolicy: { maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1440 } } },
    { refused: { retryPolicy: { maxDeliveryAttempts: 1, backoff: "PT1M" } }, says: "adopt-property-lost" },
  ],
  eventTimeToLiveInMinutes: [{ carried: { retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1 } } }],
};

const container: Of<eventgrid.StorageBlobDeadLetterDestinationArgs, "endpointType"> = {
  resourceId: [{ carried: { deadLetterDestination: lost } }],
  blobContainerName: [{ carried: { deadLetterDestination: { ...lost, blobContainerName: "other" } } }],
};

const withSystemIdentity = (more: Json, own: Json = {}): Json => ({
  destination: null,
  deliveryWithResourceIdentity: { identity: { type: "SystemAssigned", ...own }, destination: queue, ...more },
});
const delivery: Of<eventgrid.DeliveryWithResourceIdentityArgs> = {
  identity: [
    { carried: withSystemIdentity({}), as: withSystemIdentity({}) },
    { refused: withSystemIdentity({}, { federated: "x" }), says: "adopt-property-lost" },
  ],
  destination: [{ refused: withSystemIdentity({ route: "x" }), says: "adopt-property-lost" }],
};
const keptBy = (more: Json, own: Json = {}): Json => ({
  deadLetterWithResourceIdentity: { identity: { ...identity, ...own }, deadLetterDestination: lost, ...more },
});
const deadLetters: Of<eventgrid.DeadLetterWithResourceIdentityArgs> = {
  identity: [{ carried: keptBy({}) }, { refused: keptBy({}, { federated: "x" }), says: "adopt-property-lost" }],
  deadLetterDestination: [{ refused: keptBy({ route: "x" }), says: "adopt-property-lost" }],
};

const identityOf: Of<eventgrid.EventSubscriptionIdentityArgs> = {
  type: [
    {
      carried: withIdentity({ type: "SystemAssigned" }, hub),
      as: { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: hub } },
    },
    { refused: withIdentity({ type: "SystemAssigned" }, webhook), says: "adopt-identity-changes" },
    { refused: withIdentity({ type: "SystemAssigned" }, azureFunction), says: "adopt-identity-changes" },
  ],
  userAssignedIdentity: [
    ...[queue, busQueue, busTopic, hub].map((destination): Fate => {
      const carried = withIdentity(identity, destination);
      return { carried, as: { deliveryWithResourceIdentity: { identity, destination } } };
    }),
    {
      refused: withIdentity({ type: "UserAssigned", userAssignedIdentity: "/me" }, queue),
      says: "adopt-identity-changes",
    },
  ],
};

/** By what has them. */
export const settingsOfAzure = {
  subscription,
  filter,
  conditions,
  retryPolicy,
  container,
  delivery,
  deadLetters,
  identity: identityOf,
  ...destinationsOfAzure,
} as const;
