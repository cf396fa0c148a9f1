import type { EventTypesOfGroup } from "../event-types.ts";
import { type Fields, nullableText, optionalText, presentText, stringMap, text } from "./field.ts";
import { nullableLabels, optionalNullableNumber, optionalNullableQueue, presentNumber } from "./router-values.ts";

type JobEventType = Extract<EventTypesOfGroup<"router">, `${string}.RouterJob${string}`>;

/** One requirement that a worker has to meet. `ttl` is a duration (`P3Y6M4DT12H30M5S`), `ttlSeconds` a number or its text. */
const selector = {
  key: text,
  labelOperator: {
    kind: "string",
    values: ["Equal", "NotEqual", "Greater", "Less", "GreaterThanOrEqual", "LessThanOrEqual"],
  },
  value: { kind: "unknown", sdkName: "labelValue" },
  ttl: optionalText,
  ttlSeconds: { kind: "string-or-number", optional: true },
  state: { kind: "string", optional: true, values: ["active", "expired"] },
  expirationTime: { kind: "string", format: "date-time", optional: true },
} as const;

const selectors = { kind: "objects", fields: selector, nullable: true } as const;
const optionalSelectors = { ...selectors, optional: true } as const;

/** The docs of the attribute table put the last word first; the client library and the specification do not. */
const expiredRequestedWorkerSelectors = {
  ...optionalSelectors,
  spellings: ["requestedWorkerSelectorsExpired"],
} as const;
const expiredAttachedWorkerSelectors = { ...optionalSelectors, spellings: ["attachedWorkerSelectorsExpired"] } as const;

const scheduledOn = {
  kind: "string",
  format: "date-time",
  optional: true,
  nullable: true,
  spellings: ["scheduledTimeUtc"],
} as const;

const job = {
  jobId: presentText,
  channelReference: presentText,
  channelId: presentText,
  queueId: optionalNullableQueue,
  labels: nullableLabels,
  tags: nullableLabels,
} as const;

const assigned = { ...job, assignmentId: presentText, workerId: presentText } as const;

export const routerJobPayloads = {
  "Microsoft.Communication.RouterJobReceived": {
    ...job,
    jobStatus: {
      kind: "string",
      optional: true,
      nullable: false,
      values: [
        "PendingClassification",
        "Queued",
        "Assigned",
        "Completed",
        "Closed",
        "Cancelled",
        "ClassificationFailed",
        "Created",
        "PendingSchedule",
        "Scheduled",
        "ScheduleFailed",
        "WaitingForActivation",
      ],
    },
    classificationPolicyId: { kind: "string", optional: true, nullable: true },
    priority: optionalNullableNumber,
    requestedWorkerSelectors: optionalSelectors,
    scheduledOn,
    unavailableForMatching: { kind: "boolean", optional: true, nullable: true },
  },
  "Microsoft.Communication.RouterJobClassified": {
    ...job,
    queueDetails: { kind: "object", nullable: false, fields: { id: text, name: text, labels: stringMap } },
    classificationPolicyId: presentText,
    priority: { kind: "number", integer: true, nullable: true },
    attachedWorkerSelectors: selectors,
  },
  "Microsoft.Communication.RouterJobQueued": {
    ...job,
    channelReference: nullableText,
    priority: presentNumber,
    attachedWorkerSelectors: selectors,
    requestedWorkerSelectors: selectors,
  },
  "Microsoft.Communication.RouterJobClassificationFailed": {
    ...job,
    classificationPolicyId: presentText,
    errors: {
      kind: "objects",
      nullable: false,
      fields: {
        code: nullableText,
        message: text,
        target: nullableText,
        innererror: { kind: "unknown", optional: true, nullable: true, spellings: ["innerError"] },
        details: { kind: "unknown", optional: true, nullable: true, spellings: ["errors"] },
      },
    },
  },
  "Microsoft.Communication.RouterJobCompleted": assigned,
  "Microsoft.Communication.RouterJobClosed": { ...assigned, dispositionCode: nullableText },
  "Microsoft.Communication.RouterJobCancelled": { ...job, note: nullableText, dispositionCode: presentText },
  "Microsoft.Communication.RouterJobExceptionTriggered": {
    ...job,
    ruleKey: presentText,
    exceptionRuleId: presentText,
  },
  "Microsoft.Communication.RouterJobWorkerSelectorsExpired": {
    ...job,
    channelReference: nullableText,
    expiredRequestedWorkerSelectors,
    expiredAttachedWorkerSelectors,
  },
  "Microsoft.Communication.RouterJobUnassigned": assigned,
  "Microsoft.Communication.RouterJobWaitingForActivation": {
    ...job,
    priority: { kind: "number", integer: true, optional: true, nullable: false },
    expiredRequestedWorkerSelectors,
    expiredAttachedWorkerSelectors,
    /** Both samples carry these two, neither specification nor client library lists them. */
    requestedWorkerSelectors: optionalSelectors,
    attachedWorkerSelectors: optionalSelectors,
    scheduledOn,
    unavailableForMatching: { kind: "boolean", optional: true, nullable: true },
  },
  "Microsoft.Communication.RouterJobSchedulingFailed": {
    ...job,
    priority: presentNumber,
    expiredRequestedWorkerSelectors,
    expiredAttachedWorkerSelectors,
    requestedWorkerSelectors: optionalSelectors,
    attachedWorkerSelectors: optionalSelectors,
    scheduledOn,
    failureReason: nullableText,
  },
  "Microsoft.Communication.RouterJobDeleted": job,
} as const satisfies Record<JobEventType, Fields>;
