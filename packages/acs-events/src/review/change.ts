import type { Event } from "../catalog/event.ts";
import type { Relation } from "../filter-sets/index.ts";
import type { FindingLevel } from "../filters/finding.ts";
import type { DeclaredAt } from "../plan/declared-at.ts";
import type { FilterDifference } from "./filter-differences.ts";
import type { LossExample } from "./loss-kinds.ts";
import type { PolicyChanges } from "./policy-changes.ts";
import type { RenameOrder } from "./rename-order.ts";
import type { Replay } from "./replay.ts";

/**
 * What a change of event subscriptions means: which events start or stop arriving, with one such event as proof. Plain
 * data; every report is printed from it.
 */
export interface Review {
  readonly schemaVersion: 1;
  /** What is unchanged in text and meaning is not listed. Sorted by subscription. */
  readonly changes: readonly Change[];
  readonly summary: ReviewSummary;
  /** About the review as a whole; absent when there is nothing to say. */
  readonly notes?: readonly ReviewNote[];
  /** What it would have meant for recorded events, where there were some. */
  readonly replay?: Replay;
  /** What it means for the policies, where both sides are plans of one repository. */
  readonly policies?: PolicyChanges;
}

export interface Change {
  readonly subscription: string;
  readonly kind: "added" | "removed" | "changed";
  /** The topic or scope that it is attached to, where a side has several. */
  readonly topic?: string;
  /**
   * Of a rename, the other name: that of base on the one that is added, that of head on the one that is removed. `idle`:
   * one of the two gets no events, so that none arrives twice. `order`: absent where the new one is created first.
   */
  readonly renamed?:
    | { readonly from: string; readonly idle?: true; readonly order?: Exclude<RenameOrder, "create-first"> }
    | { readonly to: string };
  readonly team?: string;
  readonly owner?: string;
  readonly filter: FilterChange;
  /** From which event types to where; null on the side that has no such subscription. */
  readonly routes: { readonly base: Route | null; readonly head: Route | null };
  /** The most severe first. */
  readonly findings: readonly ReviewFinding[];
  /** Where it is declared now, or was. */
  readonly declaredAt?: DeclaredAt;
}

/** What a subscription ties together. */
export interface Route {
  readonly eventTypes: readonly string[] | "All";
  /** The endpoint's name if a plan says one, else what Azure calls it. */
  readonly endpoint: string;
}

export interface FilterChange {
  readonly relation: Relation;
  /** An event that base delivers and head does not. */
  readonly lost: Event | null;
  /** An event that head delivers and base does not. */
  readonly gained: Event | null;
  /**
   * Which of the two are events that Event Grid would match and Communication Services is not documented to send:
   * for these filters, no other was found.
   */
  readonly undocumented?: readonly ("lost" | "gained")[];
  /** Names of the options that decide where the documentation is silent. */
  readonly decidedBy?: readonly string[];
  /** What is decided over the events that Communication Services is documented to send. */
  readonly documented?: { readonly lost: DocumentedChange; readonly gained: DocumentedChange };
  /** Of which event types a documented event is lost, or gained; the most severe first. */
  readonly lostTypes?: readonly string[];
  readonly gainedTypes?: readonly string[];
  /** What the filter asks on one side and not on the other. */
  readonly differences?: readonly FilterDifference[];
  /** The keys that the conditions of either side ask for. */
  readonly keys?: readonly string[];
  /** The subscriptions by which the endpoint still gets every documented event that it got by this one. */
  readonly stillDeliveredBy?: readonly string[];
}

/** `some`: there is such an event. `none`: there is no such event, decided for every type. */
export type DocumentedChange = "none" | "some" | "undecided";

export interface ReviewFinding {
  /** Kebab-case and permanent: an id of `reviewFindings`, or where `path` is there, one of `check`. */
  readonly id: string;
  readonly level: FindingLevel;
  readonly message: string;
  /** An event that this very finding is about. */
  readonly event?: Event;
  /** Every event type that it is about, the most severe first. */
  readonly eventTypes?: readonly string[];
  /** One event of each kind of loss, the worst first. */
  readonly examples?: readonly LossExample[];
  /** Of what `check` finds: where, in the terms of Azure's JSON. */
  readonly path?: string;
  /** 12 hexadecimal digits that stay while the change stays, whatever the message says. Absent where no hash was given. */
  readonly fingerprint?: string;
  /** Somebody looked at it and says that it is meant: it does not fail. */
  readonly accepted?: { readonly reason: string; readonly expires: string };
}

/** Something about the review as a whole and not about one subscription. */
export interface ReviewNote {
  readonly id: ReviewFindingId;
  readonly level: FindingLevel;
  readonly message: string;
  /** Where it can be fixed, if that is in a file. */
  readonly at?: DeclaredAt;
}

export interface ReviewSummary {
  readonly subscriptions: { readonly base: number; readonly head: number };
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly errors: number;
  readonly warnings: number;
  /** Findings that were accepted; they are no errors and no warnings here. */
  readonly accepted: number;
}

/** Every id that a review may report, with its level; the written definition of each is in docs/review.md. */
export const reviewFindings = {
  "events-unreceived": "error",
  "events-unreceived-undecided": "warning",
  "filter-never-matches": "error",
  "filter-narrowed": "warning",
  "filter-overlapping": "warning",
  "filter-disjoint": "warning",
  "filter-undecided": "warning",
  "filter-keys-change-meaning": "warning",
  "filter-widened": "info",
  "filter-same": "info",
  "subscription-removed": "warning",
  "subscription-renamed": "warning",
  "subscription-pending": "warning",
  "subscription-live": "info",
  "events-still-delivered": "info",
  "subscription-added": "info",
  "destination-changed": "warning",
  "delivery-schema-changed": "warning",
  "delivery-identity-changed": "warning",
  "dead-letter-identity-changed": "warning",
  "minimum-tls-lowered": "warning",
  "minimum-tls-raised": "warning",
  "delivery-attempts-reduced": "warning",
  "delivery-attempts-raised": "info",
  "time-to-live-reduced": "warning",
  "time-to-live-raised": "info",
  "dead-letters-dropped": "warning",
  "dead-letters-moved": "info",
  "dead-letters-kept": "info",
  "expiry-changed": "warning",
  "stack-changed": "warning",
  "same-event-twice": "warning",
  "subscription-shadowed": "warning",
  "hidden-value-changed": "warning",
  "hidden-value-unknown": "info",
  "default-event-types-assumed": "warning",
  "number-form-assumed": "warning",
  "subscriptions-incomplete": "warning",
  "acceptance-expired": "warning",
  "acceptance-unused": "info",
} as const satisfies Record<string, FindingLevel>;

export type ReviewFindingId = keyof typeof reviewFindings;

/** A finding that does not belong to a subscription yet. */
export interface FindingDraft extends Pick<ReviewFinding, "event" | "eventTypes" | "examples" | "path"> {
  readonly id: string;
  readonly level: FindingLevel;
  readonly message: string;
  /** What it is about, both sides of it: what makes it another finding when it changes. Plain data. */
  readonly about: readonly unknown[];
}

/** A finding at the level that its id has. */
export function finding(id: ReviewFindingId, message: string, about: readonly unknown[]): FindingDraft {
  return Object.freeze({ id, level: reviewFindings[id], message, about });
}
