import type { EventGridEvent } from "../../../catalog/event.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

export interface RouterJobOptions {
  readonly channel: string;
  readonly queue: string;
  readonly worker: string;
  readonly job?: string | undefined;
  readonly priority: number;
}

/** The life of a job: received, queued, offered to a worker, accepted, completed and closed. */
export function routerJob(options: RouterJobOptions, context: ScenarioContext): readonly EventGridEvent[] {
  const { channel: channelId, queue: queueId, worker: workerId, priority } = options;
  const { now, random } = context;
  const jobId = options.job ?? randomGuid(random);
  const offerId = randomGuid(random);
  const assignmentId = randomGuid(random);
  const channelReference = randomGuid(random);
  const job = { jobId, channelId };
  const common = { ...job, channelReference, queueId };
  const assigned = { ...job, assignmentId };
  return [
    likeSample(
      "Microsoft.Communication.RouterJobReceived",
      {
        subject: job,
        data: { ...common, jobStatus: "Queued", classificationPolicyId: undefined, priority, scheduledOn: undefined },
      },
      context,
    ),
    likeSample(
      "Microsoft.Communication.RouterJobQueued",
      { subject: { ...job, queueId }, data: { ...common, priority }, after: 1 },
      context,
    ),
    likeSample(
      "Microsoft.Communication.RouterWorkerOfferIssued",
      {
        subject: { workerId, jobId },
        data: {
          ...common,
          workerId,
          offerId,
          offeredOn: timeOf(now, 2),
          expiresOn: timeOf(now, 62),
          jobPriority: priority,
        },
        after: 2,
      },
      context,
    ),
    likeSample(
      "Microsoft.Communication.RouterWorkerOfferAccepted",
      {
        subject: { workerId, jobId },
        data: { ...common, workerId, offerId, assignmentId, jobPriority: priority },
        after: 8,
      },
      context,
    ),
    likeSample(
      "Microsoft.Communication.RouterJobCompleted",
      { subject: assigned, data: { ...common, assignmentId, workerId }, after: 300 },
      context,
    ),
    likeSample(
      "Microsoft.Communication.RouterJobClosed",
      { subject: assigned, data: { ...common, assignmentId, workerId, dispositionCode: "Resolved" }, after: 305 },
      context,
    ),
  ];
}
