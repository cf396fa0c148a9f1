import type { EventSubscriptionResource } from "../store.ts";
import { idKey } from "../stored-resource.ts";
import { type Batch, fateOf, type Recipient, resumedBatch, type Standing, type Tracked } from "./batch.ts";
import { type DeliverySurroundings, type DeliveryWork, deliverSafely } from "./deliver.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { keepDeadLetter } from "./give-up.ts";
import { deliveryRecord, type Journal } from "./journal.ts";
import { createLane, type Lane } from "./lane.ts";
import { quietAfter } from "./retry.ts";
import type { Tallies } from "./tally.ts";

/** Where deliveries are written down. */
export interface DeliveryBooks {
  readonly journal: Pick<Journal, "update" | "unfinished">;
  readonly tallies: Tallies;
  /** Called when the state of a delivery changes. */
  readonly changed: () => void;
  /** Called with its state. */
  readonly stands?: ((record: DeliveryRecord) => void) | undefined;
}

/** One event for one subscription that it matched. */
export interface ToDeliver {
  readonly subscription: EventSubscriptionResource;
  readonly tracked: Tracked;
}

export interface Deliveries {
  /** Begins the first attempts of events that are there at the same time. */
  begin(together: readonly ToDeliver[]): void;
  /** Goes on with what the journal has unfinished: a former process was ended while it was under way. */
  resume(): void;
  /** Runs other work of Event Grid that `settled` waits for; it must not reject. */
  run(work: () => Promise<void>): void;
  settled(): Promise<void>;
  /** Cancels every attempt that is scheduled. */
  close(): void;
}

/** Keeps every delivery going until it has arrived or is given up. */
export function createDeliveries(surroundings: DeliverySurroundings, books: DeliveryBooks): Deliveries {
  const { clock, disorder } = surroundings;
  const { journal, tallies } = books;
  const lanes = new Map<string, Lane>();
  const underWay = new Set<Promise<void>>();
  const scheduled = new Set<() => void>();
  let closed = false;

  const run = (work: () => Promise<void>): Promise<void> => {
    // A mistake of the local Azure ends no process.
    const promise = work().catch((error: unknown) => surroundings.log?.(`the local Azure failed: ${String(error)}`));
    underWay.add(promise);
    void promise.then(() => underWay.delete(promise));
    return promise;
  };
  const schedule = (time: number, work: () => Promise<void>): (() => void) => {
    if (closed) return () => undefined;
    const stop = clock.at(time, () => {
      scheduled.delete(callOff);
      return run(work);
    });
    const callOff = (): void => {
      scheduled.delete(callOff);
      stop();
    };
    scheduled.add(callOff);
    return callOff;
  };
  const stand = ({ recipient, members }: Batch, standing: Standing): void => {
    for (const one of members) {
      tallies.move(recipient.id, one.outcome, standing.outcome);
      one.outcome = standing.outcome;
      const fate = fateOf(recipient, one, standing);
      journal.update(one.delivery, fate);
      books.stands?.(deliveryRecord(one.event, fate));
    }
    books.changed();
  };
  const work: DeliveryWork = { ...surroundings, schedule, stand };
  const laneOf = (recipient: Recipient): Lane => {
    const key = idKey(recipient.id);
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const hold = (attempts: number, begin: () => Promise<void>): Promise<void> => {
      const promise = run(begin);
      clock.hold(promise, clock.now() + quietAfter(attempts));
      return promise;
    };
    const made: Lane = createLane(
      recipient,
      (batch) => hold(batch.attempts, () => deliverSafely(batch, made, work)),
      (later) => void hold(0, later),
    );
    lanes.set(key, made);
    return made;
  };

  return Object.freeze({
    begin(together: readonly ToDeliver[]) {
      for (const [subscription, all] of Map.groupBy(together, ({ subscription }) => subscription)) {
        const lane = laneOf(subscription);
        const now: Tracked[] = [];
        for (const { tracked } of all) {
          const heldBack = disorder.holdBack();
          if (heldBack === 0) now.push(tracked);
          else schedule(clock.now() + heldBack, async () => lane.add([tracked], subscription));
        }
        if (now.length > 0) lane.add(now, subscription);
      }
    },
    resume() {
      for (const { delivery, event, fate } of journal.unfinished()) {
        const batch = resumedBatch(delivery, event, fate);
        const lane = laneOf(batch.recipient);
        const due = fate.nextAttemptAt === undefined ? clock.now() : Date.parse(fate.nextAttemptAt);
        if (fate.outcome !== "dead-lettering") schedule(due, async () => lane.again(batch));
        else keepDeadLetter(batch, fate.reason ?? "given up", fate.givenUp ?? "MaxDeliveryAttemptsExceeded", work);
      }
    },
    run: (other: () => Promise<void>) => clock.hold(run(other)),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close() {
      closed = true;
      for (const callOff of scheduled) callOff();
    },
  });
}
