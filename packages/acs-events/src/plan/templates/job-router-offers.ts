import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

const byChange = {
  Issued: "Microsoft.Communication.RouterWorkerOfferIssued",
  Accepted: "Microsoft.Communication.RouterWorkerOfferAccepted",
  Declined: "Microsoft.Communication.RouterWorkerOfferDeclined",
  Revoked: "Microsoft.Communication.RouterWorkerOfferRevoked",
  Expired: "Microsoft.Communication.RouterWorkerOfferExpired",
} as const;

type Change = keyof typeof byChange;
const changes = Object.freeze(Object.keys(byChange)) as readonly Change[];

export interface JobRouterOffersOptions extends TemplateOptions {
  /** Only these of the things that happen to an offer. If omitted, all five. */
  readonly changes?: readonly Change[];
  /** Only offers of jobs in these queues, by id. If omitted, all queues. */
  readonly queues?: readonly string[];
}

export const jobRouterOffersTemplate: Template = Object.freeze({
  name: "job-router-offers",
  function: "jobRouterOffers",
  summary: "jobs that are offered to workers, and what they say",
  catches: "Every offer of a job to a worker: that it is made, accepted, declined, taken back or has expired.",
  leavesOut:
    "Does not include what happens to jobs before and after (jobRouterQueueHealth), and workers who register or change.",
  subscription: "offers",
  eventTypes: changes.map((change) => byChange[change]),
  options: describeOptions<JobRouterOffersOptions>({
    changes: {
      kind: "texts",
      required: false,
      description: "Only these of the things that happen to an offer",
      allowed: changes,
      example: "Issued",
      otherwise: "all five",
    },
    queues: {
      kind: "texts",
      required: false,
      description: "Only offers of jobs in these queues, by their ids",
      example: "support-queue",
      otherwise: "all queues",
    },
  }),
});

/** Offers to workers: `...jobRouterOffers("offers", { changes: ["Issued"], endpoint: "agent-desktop" })`. */
export function jobRouterOffers(name: string, options: JobRouterOffersOptions): readonly SubscriptionDeclaration[] {
  return fromTemplate(jobRouterOffersTemplate, name, options, ({ changes: chosen = changes, queues = [] }) => [
    {
      filter: filter({
        eventTypes: chosen.map((change) => byChange[change]),
        where: (event) => (queues.length === 0 ? [] : [event.data.queueId.isIn(...new Set(queues))]),
      }),
    },
  ]);
}
