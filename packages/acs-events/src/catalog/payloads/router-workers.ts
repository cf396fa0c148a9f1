import type { EventTypesOfGroup } from "../event-types.ts";
import { type Fields, id, integer, optionalId, optionalText, presentText, stringMap, text } from "./field.ts";
import { nullableLabels, optionalNullableLabels, presentNumber } from "./router-values.ts";

type WorkerEventType = Extract<EventTypesOfGroup<"router">, `${string}.RouterWorker${string}`>;

const offer = {
  jobId: presentText,
  channelReference: presentText,
  channelId: presentText,
  workerId: presentText,
  queueId: presentText,
  offerId: presentText,
} as const;

const labelsOfOffer = {
  workerLabels: optionalNullableLabels,
  workerTags: optionalNullableLabels,
  jobLabels: nullableLabels,
  jobTags: nullableLabels,
} as const;

const offerTime = { kind: "string", format: "date-time", nullable: false } as const;

const queueAssignments = {
  kind: "objects",
  nullable: false,
  fields: { id: text, name: text, labels: stringMap },
} as const;

const channelConfigurations = {
  kind: "objects",
  nullable: false,
  fields: { channelId: id, capacityCostPerJob: integer, maxNumberOfJobs: integer },
} as const;

const worker = {
  workerId: presentText,
  queueAssignments,
  channelConfigurations,
  totalCapacity: presentNumber,
  labels: nullableLabels,
  tags: nullableLabels,
} as const;

/** The CloudEvents samples still carry the older names of times; they hold the same. */
export const routerWorkerPayloads = {
  "Microsoft.Communication.RouterWorkerOfferIssued": {
    ...offer,
    ...labelsOfOffer,
    jobPriority: presentNumber,
    offeredOn: { ...offerTime, spellings: ["offerTimeUtc"] },
    expiresOn: { ...offerTime, spellings: ["expiryTimeUtc"] },
  },
  "Microsoft.Communication.RouterWorkerOfferAccepted": {
    ...offer,
    ...labelsOfOffer,
    assignmentId: presentText,
    jobPriority: presentNumber,
  },
  "Microsoft.Communication.RouterWorkerOfferDeclined": offer,
  "Microsoft.Communication.RouterWorkerOfferRevoked": offer,
  "Microsoft.Communication.RouterWorkerOfferExpired": offer,
  "Microsoft.Communication.RouterWorkerRegistered": worker,
  "Microsoft.Communication.RouterWorkerDeregistered": { workerId: presentText },
  /** The client library, the docs and the specification list three different shapes; only the worker is common. */
  "Microsoft.Communication.RouterWorkerDeleted": {
    workerId: presentText,
    jobId: optionalId,
    channelReference: optionalText,
    channelId: optionalId,
    queueAssignments: { ...queueAssignments, optional: true },
    channelConfigurations: { ...channelConfigurations, optional: true },
    totalCapacity: { ...presentNumber, optional: true },
    labels: optionalNullableLabels,
    tags: optionalNullableLabels,
  },
  "Microsoft.Communication.RouterWorkerUpdated": {
    ...worker,
    updatedWorkerProperties: {
      kind: "strings",
      values: ["AvailableForOffers", "TotalCapacity", "QueueAssignments", "Labels", "Tags", "ChannelConfigurations"],
      spellings: ["propertiesUpdated"],
    },
  },
} as const satisfies Record<WorkerEventType, Fields>;
