import type { EventSubscriptionResource } from "../store.ts";
import type { Batch, Recipient, Tracked } from "./batch.ts";
import { toBatches } from "./batching.ts";
import { readDestination } from "./destinations.ts";
import { createEndpointHealth, type EndpointHealth } from "./endpoint-health.ts";

/** How many attempts to one endpoint are under way at a time. */
const attemptsAtOnce = 16;
/** Fewer where there are batches: what comes while they are under way goes together afterwards. */
const batchesAtOnce = 4;

/** Limits the attempts to the endpoint of one subscription: this many at a time; the others wait in their order. */
export interface Lane {
  readonly health: EndpointHealth;
  /** Puts new events at the end; a batch is made of those that wait when there is room for one. */
  add(waiting: readonly Tracked[], subscription: EventSubscriptionResource): void;
  /** Puts a batch that was tried before at the end. */
  again(batch: Batch): void;
}

/** `start` makes an attempt, `defer` runs other work; neither promise may reject. */
export function createLane(
  recipient: Recipient,
  start: (batch: Batch) => Promise<void>,
  defer: (work: () => Promise<void>) => void,
): Lane {
  const fresh: Tracked[] = [];
  const repeated: Batch[] = [];
  let newest: EventSubscriptionResource | undefined;
  let underWay = 0;
  let deferred = false;

  const pump = (): void => {
    const batching = newest === undefined ? undefined : batchingOf(newest);
    const room = batching === undefined ? attemptsAtOnce : batchesAtOnce;
    while (underWay < room) {
      const batch = repeated.shift() ?? nextOf(fresh, batching, recipient);
      if (batch === undefined) return;
      underWay += 1;
      void start(batch).then(() => {
        underWay -= 1;
        pump();
      });
    }
  };
  return Object.freeze({
    health: createEndpointHealth(),
    add(waiting: readonly Tracked[], subscription: EventSubscriptionResource) {
      fresh.push(...waiting);
      newest = subscription;
      if (batchingOf(subscription) === undefined) return pump();
      if (deferred) return;
      // What is published one by one in the same moment goes together.
      deferred = true;
      defer(async () => {
        await Promise.resolve();
        deferred = false;
        pump();
      });
    },
    again(batch: Batch) {
      repeated.push(batch);
      pump();
    },
  });
}

type Batching = Parameters<typeof toBatches>[1];

/** Undefined where events go one by one. */
function batchingOf({ destination }: EventSubscriptionResource): Batching | undefined {
  const read = readDestination(destination);
  if (read.kind !== "webhook" && read.kind !== "azure-function") return undefined;
  return read.batching.maxEventsPerBatch > 1 ? read.batching : undefined;
}

/** Takes the next batch off the front. */
function nextOf(fresh: Tracked[], batching: Batching | undefined, recipient: Recipient): Batch | undefined {
  const candidates = fresh.slice(0, batching?.maxEventsPerBatch ?? 1);
  const [first] = candidates;
  if (first === undefined) return undefined;
  const size = ({ event }: Tracked): number => Buffer.byteLength(JSON.stringify(event));
  const [members = [first]] = batching === undefined ? [candidates] : toBatches(candidates, batching, size);
  fresh.splice(0, members.length);
  return { recipient, members, publishedAt: first.publishedAt, attempts: 0 };
}
