import { checkFilter, filterRules } from "../filter-rules/index.ts";
import type { Finding } from "../filters/finding.ts";
import { liesIn } from "../subscription-set/read-subscription.ts";
import { subscriptionRules } from "../subscription-set/rules/rules.ts";
import { checkSet } from "../subscription-set/rules/set-rules.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { FindingDraft } from "./change.ts";

/**
 * What `check` finds in a subscription as it is now. Of its filter: every error (Azure refuses the filter, or it can never
 * do what it says), and the warnings that its base does not have. Of the rest: the errors that its base does not have; of a
 * new subscription errors and warnings. What
 * conditions mean together the review says itself.
 */
export function checkFindings(
  base: SubscriptionRecord | undefined,
  head: SubscriptionRecord,
  today: string | undefined,
): readonly FindingDraft[] {
  const found = ofFilter(head, today).filter(({ level }) => level !== "info");
  // Base is only asked where there is something to compare.
  const known = new Set(base === undefined || found.length === 0 ? [] : ofFilter(base, today).map(keyOf));
  const filter = found.filter((one) => one.level === "error" || !known.has(keyOf(one)));
  return [...filter, ...ofOtherSettings(base, head, today)].map(({ id, level, message, path, value }) => ({
    id,
    level,
    message,
    path,
    about: [path, value ?? null],
  }));
}

/**
 * Of a new subscription errors and warnings, both as warnings: an error of a review is about events. `check` says of which
 * of them Azure refuses the subscription.
 */
function ofOtherSettings(
  base: SubscriptionRecord | undefined,
  head: SubscriptionRecord,
  today: string | undefined,
): readonly Finding[] {
  if (base === undefined) {
    const found = ofSettings(head, today).filter(({ level }) => level !== "info");
    return found.map((one) => ({ ...one, level: "warning" }));
  }
  const errors = ofSettings(head, today).filter(({ level }) => level === "error");
  if (errors.length === 0) return [];
  const known = new Set(ofSettings(base, today).map(keyOf));
  return errors.filter((one) => !known.has(keyOf(one)));
}

function ofFilter(record: SubscriptionRecord, today: string | undefined): readonly Finding[] {
  const { filter, positions, eventDeliverySchema, hidden } = record;
  const found = checkFilter(filter, {
    rules: filterRules,
    ...(eventDeliverySchema === "CloudEventSchemaV1_0" ? { deliverySchema: eventDeliverySchema } : {}),
    positions,
    ...(today === undefined ? {} : { today }),
  });
  return found.filter(({ path }) => !liesIn(path, hidden));
}

function ofSettings(record: SubscriptionRecord, today: string | undefined): readonly Finding[] {
  // Of a filter alone, nothing else was said.
  if (record.filterOnly === true) return [];
  const context = today === undefined ? {} : { today };
  return subscriptionRules
    .flatMap(({ check }) => check(record, context))
    .filter(({ path }) => !liesIn(path, record.hidden));
}

/** What `check` says of a new subscription whose name another one has; Azure would overwrite one with the other. */
export function nameTaken(one: SubscriptionRecord, others: readonly SubscriptionRecord[]): readonly FindingDraft[] {
  const [other] = others.filter((each) => each !== one);
  if (other === undefined) return [];
  const isTaken = (id: string) => id === "subscription-name-taken";
  return checkSet([other, { ...one, ...attachedAs(other) }]).flatMap(({ id, level, message, path, value }) =>
    isTaken(id) ? [{ id, level, message, path, about: [path, value ?? null] }] : [],
  );
}

/** The two are known to be on one topic, whatever each of them says of it. */
function attachedAs({ attachedTo }: SubscriptionRecord): Pick<SubscriptionRecord, "attachedTo"> {
  return attachedTo === undefined ? {} : { attachedTo };
}

/** The same finding on both sides, whatever the values around it are. */
function keyOf({ id, path }: Finding): string {
  return `${id} ${path}`;
}
