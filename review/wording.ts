import type { Event } from "../infra/catalog/event.ts";
import { isCloudEvent } from "../infra/catalog/event.ts";
import type { Change, Review, ReviewFinding } from "./change.ts";
import { violationCounts } from "./violations.ts";

/** The one line that says it all: what a reader of many pull requests looks at first. */
export function headline(review: Review): string {
  const { changes, summary } = review;
  const violations = violationCounts(review);
  if (changes.length === 0) return `No subscription changes${violations === "" ? "" : `; ${violations}`}`;
  const counts = [
    [summary.changed, "changed"],
    [summary.added, "added"],
    [summary.removed, "removed"],
  ] as const;
  const what = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const unreceived = changes.filter(({ findings }) => findings.some(({ id }) => id === "events-unreceived")).length;
  const lost = changes.filter(({ filter }) => filter.lost !== null).length;
  const consequence =
    unreceived > 0
      ? `events that nobody receives any more in ${unreceived}`
      : lost > 0
        ? `events stop arriving in ${lost}`
        : "no events are lost";
  const accepted = summary.accepted === 0 ? "" : `; ${summary.accepted} accepted`;
  const total = summary.added + summary.changed + summary.removed;
  return `${total} ${total === 1 ? "subscription" : "subscriptions"}: ${what.join(", ")}; ${consequence}${violations === "" ? "" : `; ${violations}`}${accepted}`;
}

/** `narrowed`, `added`, …: one word for what happened to a subscription. */
export function verdict({ kind, filter, findings }: Change): string {
  if (findings.some(({ id }) => id === "subscription-renamed")) return "renamed";
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
