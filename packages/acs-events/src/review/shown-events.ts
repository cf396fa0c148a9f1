import type { Event } from "../catalog/event.ts";
import type { Change, ReviewFinding } from "./change.ts";
import { examplesOf } from "./wording.ts";

/** What an event beside a finding shows. */
export type EventRole = "stops" | "starts" | "twice";

/** An event as it is shown under a finding. */
export interface ShownEvent {
  readonly role: EventRole;
  readonly event: Event;
  /** Which kind of loss it is an example of. */
  readonly kind?: string;
  /** False where Communication Services is not documented to send such events. */
  readonly isSent: boolean;
}

/** A finding with the events that are about it and were not shown before. */
export interface ShownFinding {
  readonly finding: ReviewFinding;
  readonly events: readonly ShownEvent[];
}

/** The findings of a change, each with its own events; those of the change itself, which no finding has, come last. */
export function shownFindings(change: Change): {
  readonly findings: readonly ShownFinding[];
  readonly others: readonly ShownEvent[];
} {
  const known = new Set<string>();
  const fresh = (events: readonly ShownEvent[]): readonly ShownEvent[] =>
    events.filter(({ role, event }) => {
      const text = JSON.stringify([role, event], (_, value: unknown) =>
        typeof value === "bigint" ? `${value}` : value,
      );
      const isFresh = !known.has(text);
      known.add(text);
      return isFresh;
    });
  const findings = change.findings.map((finding) => ({ finding, events: fresh(eventsOf(finding)) }));
  const others = fresh(
    examplesOf(change).map(({ side, event, isSent }) => ({
      role: side === "lost" ? "stops" : "starts",
      event,
      isSent,
    })),
  );
  return { findings, others };
}

function eventsOf({ id, event, examples }: ReviewFinding): readonly ShownEvent[] {
  const role = roleOf(id);
  if (examples !== undefined && examples.length > 1) {
    return examples.map((one) => ({ role, event: one.event, kind: one.kind, isSent: true }));
  }
  return event === undefined ? [] : [{ role, event, isSent: true }];
}

const starting: ReadonlySet<string> = new Set(["filter-widened", "subscription-added", "subscription-live"]);

function roleOf(id: string): EventRole {
  if (id === "same-event-twice" || id === "subscription-shadowed") return "twice";
  return starting.has(id) ? "starts" : "stops";
}
