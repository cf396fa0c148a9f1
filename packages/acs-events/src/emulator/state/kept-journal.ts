import type { PublishResult } from "../delivery/delivery-record.ts";
import {
  type Entry,
  type EventFate,
  type Journal,
  keptEventsByDefault,
  type PageQuery,
  type Tally,
  type Unfinished,
} from "../delivery/journal.ts";
import { idKey } from "../stored-resource.ts";
import type { StateFile } from "./state-file.ts";

/** Results of deliveries are written together, this many milliseconds after the first of them. */
const writeAfter = 25;
/** Or as soon as there are this many. */
const mostUnwritten = 2_000;

const entriesAtOnce = 500;

interface EventRow {
  readonly position: number;
  readonly json: string;
}

/**
 * A journal in a file. What is accepted is in the file when `accept` returns. What became of it is written a moment
 * later: a process that is killed in between delivers the event once more when it goes on, which Event Grid may do at
 * any time. `keepEvents`: about how many events are kept once their deliveries have ended.
 */
export function keptJournal({ database, together }: StateFile, keepEvents = keptEventsByDefault): Journal {
  const insertEvent = database.prepare("INSERT INTO events VALUES (?, ?)");
  const insertDelivery = database.prepare("INSERT INTO deliveries VALUES (?, ?, ?, ?, ?)");
  const changeDelivery = database.prepare("UPDATE deliveries SET outcome = ?, json = ? WHERE delivery = ?");
  const setCounter = database.prepare("UPDATE counters SET value = ? WHERE name = ?");
  const eventsBefore = database.prepare("SELECT * FROM events WHERE position < ? ORDER BY position DESC LIMIT ?");
  const eventsFrom = database.prepare("SELECT * FROM events WHERE position >= ? ORDER BY position LIMIT ?");
  const eventAt = database.prepare("SELECT * FROM events WHERE position = ?");
  const deliveriesOf = database.prepare("SELECT json FROM deliveries WHERE position = ? ORDER BY delivery");
  const oldestEnded = database.prepare(`
    SELECT position FROM events WHERE NOT EXISTS (
      SELECT 1 FROM deliveries WHERE deliveries.position = events.position
        AND outcome IN ('pending', 'retrying', 'dead-lettering')
    ) ORDER BY position LIMIT ?`);
  const dropDeliveries = database.prepare("DELETE FROM deliveries WHERE position = ?");
  const dropEvent = database.prepare("DELETE FROM events WHERE position = ?");

  const counter = (name: string): number =>
    Number(database.prepare("SELECT value FROM counters WHERE name = ?").get(name)?.["value"] ?? 0);
  let events = counter("events");
  let deliveries = counter("deliveries");
  let kept = Number(database.prepare("SELECT count(*) AS count FROM events").get()?.["count"] ?? 0);
  const spare = Math.max(100, Math.ceil(keepEvents / 10));
  let forgetAbove = keepEvents + spare;

  const unwritten = new Map<number, EventFate>();
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (unwritten.size === 0) return;
    together(() => {
      for (const [delivery, fate] of unwritten) changeDelivery.run(fate.outcome, JSON.stringify(fate), delivery);
    });
    unwritten.clear();
  };
  const writeLater = (): void => {
    timer ??= setTimeout(() => {
      try {
        write();
      } catch {
        // For example, the disk is full. The next acceptance tries again, and reports a failure.
        timer = undefined;
      }
    }, writeAfter).unref();
  };
  const forget = (): void => {
    if (kept <= forgetAbove) return;
    for (const { position = 0 } of oldestEnded.all(kept - keepEvents)) {
      dropDeliveries.run(position);
      dropEvent.run(position);
      kept -= 1;
    }
    // What is under way cannot be forgotten; it is not looked through at every event.
    forgetAbove = Math.max(keepEvents, kept) + spare;
  };
  const entryOf = ({ position, json }: EventRow): Entry => ({
    position,
    result: JSON.parse(json) as PublishResult,
    fates: deliveriesOf.all(position).map((row) => JSON.parse(String(row["json"])) as EventFate),
  });
  // The columns are those of the table; the version of the file says so.
  const rows = (found: readonly unknown[]): readonly Entry[] => (found as EventRow[]).map(entryOf);

  return Object.freeze({
    accept(published: readonly { readonly result: PublishResult; readonly fates: readonly EventFate[] }[]) {
      return together(() => {
        write();
        const firsts = published.map(({ result, fates }) => {
          const first = deliveries;
          insertEvent.run(events, JSON.stringify(result));
          for (const fate of fates) {
            insertDelivery.run(deliveries, events, idKey(fate.subscriptionId), fate.outcome, JSON.stringify(fate));
            deliveries += 1;
          }
          events += 1;
          return first;
        });
        kept += published.length;
        setCounter.run(events, "events");
        setCounter.run(deliveries, "deliveries");
        forget();
        return firsts;
      });
    },
    update(delivery: number, fate: EventFate) {
      unwritten.set(delivery, fate);
      if (unwritten.size >= mostUnwritten) write();
      else writeLater();
    },
    *entries() {
      write();
      for (let from = 0; ; ) {
        const page = rows(eventsFrom.all(from, entriesAtOnce));
        yield* page;
        const last = page.at(-1);
        if (last === undefined) return;
        from = last.position + 1;
      }
    },
    page({ before = events, limit }: PageQuery) {
      write();
      return rows(eventsBefore.all(before, limit));
    },
    entry(position: number) {
      write();
      return rows(eventAt.all(position))[0];
    },
    published: () => events,
    tallies() {
      write();
      const counted = database.prepare(
        "SELECT subscription, outcome, count(*) AS count FROM deliveries GROUP BY subscription, outcome",
      );
      const tallies = new Map<string, Record<string, number>>();
      for (const row of counted.all()) {
        const key = String(row["subscription"]);
        tallies.set(key, { ...tallies.get(key), [String(row["outcome"])]: Number(row["count"]) });
      }
      return tallies as ReadonlyMap<string, Tally>;
    },
    unfinished() {
      write();
      const open = database.prepare(`
        SELECT delivery, deliveries.json AS fate, events.json AS event FROM deliveries JOIN events USING (position)
        WHERE outcome IN ('pending', 'retrying', 'dead-lettering') ORDER BY delivery`);
      return open.all().map((row) => ({
        delivery: Number(row["delivery"]),
        event: JSON.parse(String(row["event"])) as Unfinished["event"],
        fate: JSON.parse(String(row["fate"])) as EventFate,
      }));
    },
    close: write,
  });
}
