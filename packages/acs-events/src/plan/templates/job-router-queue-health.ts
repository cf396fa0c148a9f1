import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface JobRouterQueueHealthOptions extends TemplateOptions {
  /** Only jobs of these channels, by id. If omitted, all channels. */
  readonly channels?: readonly string[];
  /** Also every job that enters a queue, to count by. If omitted, only what goes wrong. */
  readonly everyQueuedJob?: boolean;
}

/** What keeps jobs from getting to a worker. */
const trouble = [
  "Microsoft.Communication.RouterJobExceptionTriggered",
  "Microsoft.Communication.RouterJobWorkerSelectorsExpired",
  "Microsoft.Communication.RouterJobClassificationFailed",
  "Microsoft.Communication.RouterJobSchedulingFailed",
  "Microsoft.Communication.RouterJobUnassigned",
] as const;

const eventTypes = [...trouble, "Microsoft.Communication.RouterJobQueued"] as const;

export const jobRouterQueueHealthTemplate: Template = Object.freeze({
  name: "job-router-queue-health",
  function: "jobRouterQueueHealth",
  summary: "jobs that wait too long or get stuck",
  catches:
    "Every job that triggers an exception rule, loses worker selectors that expire, cannot be classified or scheduled, or is unassigned again.",
  leavesOut: "Does not include jobs that go as they should, and offers to workers (jobRouterOffers).",
  subscription: "queue-health",
  eventTypes,
  options: describeOptions<JobRouterQueueHealthOptions>({
    channels: {
      kind: "texts",
      required: false,
      description:
        "Only jobs of these channels, by their ids; not every event names the queue, but all name the channel",
      example: "voice",
      otherwise: "all channels",
    },
    everyQueuedJob: {
      kind: "boolean",
      required: false,
      description: "Also every job that enters a queue, to count by",
      example: "true",
      otherwise: "only what goes wrong",
    },
  }),
});

/** Jobs that get stuck: `...jobRouterQueueHealth("queue-health", { endpoint: "operations-queue" })`. */
export function jobRouterQueueHealth(
  name: string,
  options: JobRouterQueueHealthOptions,
): readonly SubscriptionDeclaration[] {
  return fromTemplate(jobRouterQueueHealthTemplate, name, options, ({ channels = [], everyQueuedJob = false }) => [
    {
      filter: filter({
        eventTypes: everyQueuedJob ? eventTypes : trouble,
        where: (event) => (channels.length === 0 ? [] : [event.data.channelId.isIn(...new Set(channels))]),
      }),
    },
  ]);
}
