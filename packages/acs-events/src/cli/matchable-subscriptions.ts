import { restsOnDefaultEventTypes } from "../subscription-set/default-event-types.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { SubscriptionSet } from "../subscription-set/subscription-set.ts";
import { escapeControls } from "../text/printable.ts";

export interface SubscriptionsToAsk {
  readonly subscriptions: readonly SubscriptionRecord[];
  /** Why others are omitted: their answers could be wrong, since not all of their filter could be read. */
  readonly leftOut: readonly string[];
  /** What answers rest on that was not to be seen. */
  readonly notes: readonly string[];
}

/** The subscriptions of a set that can be asked whether they get an event. */
export function subscriptionsToAsk({ subscriptions, findings }: SubscriptionSet): SubscriptionsToAsk {
  const asked: SubscriptionRecord[] = [];
  const leftOut: string[] = [];
  for (const record of subscriptions) {
    const why = whyNotAsked(record, findings);
    if (why === undefined) asked.push(record);
    else leftOut.push(`${record.name} is omitted, since ${why}`);
  }
  const notes = asked.flatMap((one) => [...pendingNote(one), ...hiddenIn(one), ...restsOnDefaultEventTypes(one)]);
  return { subscriptions: asked, leftOut, notes };
}

function whyNotAsked(record: SubscriptionRecord, findings: SubscriptionSet["findings"]): string | undefined {
  const { name, positions } = record;
  if (positions === undefined) return undefined;
  const why = findings.filter(({ subscription, level, path }) => {
    return subscription === name && level === "error" && (path === "" || path.startsWith("filter"));
  });
  return `its filter cannot be read: ${why.map(({ message }) => message).join(" ")}`;
}

/** Prints what is omitted, and what answers rest on, to standard error. */
export function tellWhatIsNotAsked({ leftOut, notes }: SubscriptionsToAsk): void {
  for (const line of [...leftOut, ...notes]) console.error(escapeControls(line));
}

function pendingNote({ name, pending }: SubscriptionRecord): readonly string[] {
  return pending === true
    ? [`${name} is pending: its endpoint has no address yet, so it gets nothing until then.`]
    : [];
}

function hiddenIn({ name, hidden }: SubscriptionRecord): readonly string[] {
  const paths = hidden.filter(({ path }) => path.startsWith("filter")).map(({ path }) => path);
  if (paths.length === 0) return [];
  return [`${name}: ${paths.join(", ")} is not shown in what was read; the answers take it as if it were not there.`];
}
