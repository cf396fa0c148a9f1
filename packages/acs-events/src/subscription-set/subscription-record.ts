import type { FilterPositions } from "../filters/azure-json/index.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import type { DeclaredAt } from "../plan/declared-at.ts";
import type { AttachedTo } from "./attached-to.ts";

/** A part of a destination, identity and the like, as it was read; Azure's names, `properties` flattened into it. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * One event subscription as it was read from any form. Plain frozen data in one shape: what Azure nests under
 * `properties` is flattened, and what it omits has Azure's defaults.
 */
export interface SubscriptionRecord {
  readonly kind: "subscription-record";
  /** Its name in Azure; where it is in the input if `nameIsPlace`; "(unnamed)" where nothing says it. */
  readonly name: string;
  /** The name in Azure is computed or not known yet, and `name` says where in the input the subscription stands. */
  readonly nameIsPlace?: true;
  readonly filter: Filter;
  /** The input lists no event types; `filter.eventTypes` is "All" by an assumption (`default-event-types.ts`). */
  readonly eventTypesByDefault?: true;
  /** `endpointType` and what belongs to it; null where nothing says where the events go. */
  readonly destination: Properties | null;
  readonly deadLetterDestination: Properties | null;
  /** The identity that delivers, `{type, userAssignedIdentity?}`; null: Event Grid's own access. */
  readonly deliveryIdentity: Properties | null;
  readonly deadLetterIdentity: Properties | null;
  readonly retryPolicy: RetryPolicy;
  readonly eventDeliverySchema: string;
  readonly labels: readonly string[];
  readonly expirationTimeUtc: string | null;
  /** Whose it is: said by a plan, or by the labels `team=…` and `owner=…` that a plan's subscriptions carry. */
  readonly team?: string;
  readonly owner?: string;
  /** What code calls it, where Azure has another name for it: the label `name=…`. */
  readonly declaredName?: string;
  /** The stack that deploys it, where a plan says that its team has one of its own. */
  readonly stack?: string;
  readonly declaredAt?: DeclaredAt;
  /** The system topic or scope that it belongs to, as far as the input says; absent: unknown. */
  readonly attachedTo?: AttachedTo;
  /** Said by a plan: its endpoint has no address yet, so that it is not deployed. */
  readonly pending?: true;
  /** Only a filter was given; nothing else in the record was said by anyone. */
  readonly filterOnly?: true;
  /** What cannot be seen in what was read. Answers that rest on it have to say so. */
  readonly hidden: readonly HiddenValue[];
  /** Where the parts of the filter stood, when some could not be read. */
  readonly positions?: FilterPositions;
  /** The JSON of the filter as it stood, when some of it could not be read. */
  readonly filterAsWritten?: unknown;
  /** By path, what the input sets and this record has no place for. */
  readonly unread?: Properties;
  /** Every other property, as it was; what Azure does not know of the filter is under `filter`. */
  readonly raw: Properties;
}

export interface RetryPolicy {
  readonly maxDeliveryAttempts: number;
  readonly eventTimeToLiveInMinutes: number;
}

/** Azure's defaults (delivery-and-retry). */
export const defaultRetryPolicy: RetryPolicy = Object.freeze({
  maxDeliveryAttempts: 30,
  eventTimeToLiveInMinutes: 1440,
});

/** A value that what was read does not show. In the record stands `[secret]`, `[unknown]`, or the default. */
export interface HiddenValue {
  /** `destination.endpointUrl`, `filter.subjectBeginsWith`. */
  readonly path: string;
  /** Encrypted; known only once it is deployed; or computed by a template. */
  readonly why: "secret" | "unknown" | "expression";
  /** The expression, where there is one. */
  readonly text?: string;
}

/** Something to know about one subscription, or about the set where `subscription` is "". */
export interface SubscriptionFinding extends Finding {
  readonly subscription: string;
}

/** The name of a subscription that nothing gives a name. */
export const unnamed = "(unnamed)";

/** Whether `name` is the name in Azure, and not a stand-in for one that the input does not say. */
export function hasKnownName({ name, nameIsPlace }: Pick<SubscriptionRecord, "name" | "nameIsPlace">): boolean {
  return nameIsPlace !== true && name !== unnamed && !isExpression(name);
}

/** Whether a text is an expression that a template computes when it is deployed, so that it cannot be judged. */
export function isExpression(text: string): boolean {
  return text.startsWith("[") && !text.startsWith("[[") && text.endsWith("]");
}
