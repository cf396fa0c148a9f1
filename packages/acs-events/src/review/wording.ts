import type { Event } from "../catalog/event.ts";
import { isCloudEvent } from "../catalog/event.ts";
import type { Change, Review, ReviewFinding } from "./change.ts";
import { violationCounts } from "./violations.ts";

/** The one line that says it all: what a reader of many pull requests looks at first. */
export function headline(review: Review): string {
  const { changes, summary } = review;
  const violations = violationCounts(review);
  if (changes.length === 0) return `No subscription changes${violations === "" ? "" : `; ${violations}`}`;
  const renamed = changes.filter((one) => one.kind === "added" && isRenamed(one)).length;
  const counts = [
    [summary.changed, "changed"],
    [renamed, "renamed"],
    [summary.added - renamed, "added"],
    [summary.removed - renamed, "removed"],
  ] as const;
  const what = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const accepted = summary.accepted === 0 ? [] : [`${summary.accepted} accepted`];
  const total = summary.added + summary.changed + summary.removed - renamed;
  const said = [what.join(", "), ...consequences(changes), ...(violations === "" ? [] : [violations]), ...accepted];
  return `${total} ${total === 1 ? "subscription" : "subscriptions"}: ${said.join("; ")}`;
}

/** The worst that happens to events, and what is lost only while Azure deletes and creates. */
function consequences(changes: readonly Change[]): readonly string[] {
  const having = (test: (one: Change) => boolean): number => changes.filter(test).length;
  const unreceived = having(({ findings }) => findings.some(({ id }) => id === "events-unreceived"));
  const lost = having((one) => !isRenamed(one) && proofsOf(one).some(({ side, isSent }) => side === "lost" && isSent));
  const undecided = having(({ filter }) => filter.relation === "undecided");
  const remade = having((one) => one.kind !== "removed" && isRemade(one));
  const worst =
    unreceived > 0
      ? [`events that nobody receives any more in ${unreceived}`]
      : lost > 0
        ? [`events stop arriving in ${lost}`]
        : [];
  const open = undecided === 0 ? [] : [`undecided in ${undecided}`];
  const meanwhile = remade === 0 ? [] : [`events are lost while Azure deletes and creates ${remade}`];
  const all = [...worst, ...open, ...meanwhile];
  return all.length === 0 ? ["no events are lost"] : all;
}

function isRenamed({ findings }: Change): boolean {
  return findings.some(({ id }) => id === "subscription-renamed");
}

/** Whether Azure deletes it and creates it again, under its name or another. */
function isRemade({ findings }: Change): boolean {
  return findings.some(({ id }) => id === "subscription-renamed" || id === "delivery-schema-changed");
}

/** An event that proves a change, and whether Communication Services is documented to send such events. */
export interface Proof {
  readonly side: "lost" | "gained";
  readonly event: Event;
  readonly isSent: boolean;
}

/** The events to show for a change. A rename has none: what stops by one name goes on by the other. */
export function proofsOf(change: Change): readonly Proof[] {
  if (isRenamed(change)) return [];
  const { filter } = change;
  return (["lost", "gained"] as const).flatMap((side) => {
    const event = filter[side];
    return event === null ? [] : [{ side, event, isSent: filter.undocumented?.includes(side) !== true }];
  });
}

/** `narrowed`, `added`, …: one word for what happened to a subscription. */
export function verdict(change: Change): string {
  const { kind, filter, findings } = change;
  if (isRenamed(change)) return "renamed";
  if (kind !== "changed") return kind;
  const written = findings.some(({ id }) => id.startsWith("filter-"));
  return written ? filter.relation : "settings changed";
}

/** `SMSReceived /phonenumber/12065550100`: enough of an event to recognise it. */
export function shortEvent(event: Event): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  return `${type.replace("Microsoft.Communication.", "")} ${event.subject ?? "(no subject)"}`;
}

/** ` Accepted until 2027-01-31: …`, or nothing for a finding that is open. */
export function acceptedWords({ accepted }: Pick<ReviewFinding, "accepted">): string {
  return accepted === undefined ? "" : ` Accepted until ${accepted.expires}: ${accepted.reason}`;
}
