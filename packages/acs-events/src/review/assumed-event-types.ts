import { defaultEventTypesAssumption } from "../subscription-set/default-event-types.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FindingDraft, finding, type ReviewNote } from "./change.ts";
import type { Pair } from "./pairing.ts";
import type { Receivers } from "./receivers.ts";

/** Says that answers rest on the default event types of Azure, where subscriptions list none; nothing for no subscription. */
export function assumedEventTypes(subscriptions: readonly (SubscriptionRecord | undefined)[]): readonly FindingDraft[] {
  const names = namesWithoutTypes(subscriptions);
  if (names.length === 0) return [];
  const who = names.length > mostNames ? `${names.length} subscriptions list` : `${listed(names)} ${verb(names)}`;
  const message = `${who} no event types, so Azure chooses its default ones at creation. Which of Communication Services they are is not known. What is said of events here rests on the assumption ${defaultEventTypesAssumption.name}: every current type is one of them.`;
  return [finding("default-event-types-assumed", message, [names])];
}

/** Says which subscriptions are not listed as changed only because no list of event types is taken to be every type. */
export function assumedSameTypes(unchanged: readonly Pair[]): readonly ReviewNote[] {
  const differing = unchanged.filter(
    ({ base, head }) => base && head && base.eventTypesByDefault !== head.eventTypesByDefault,
  );
  return assumedEventTypes(differing.map(({ base, head }) => (head?.eventTypesByDefault === true ? head : base))).map(
    ({ level, message }) => ({ id: "default-event-types-assumed", level, message }),
  );
}

/** The same as a sentence at the end of another finding. */
export function restsOnDefaultTypes(subscriptions: readonly SubscriptionRecord[]): string {
  const names = namesWithoutTypes(subscriptions);
  if (names.length === 0) return "";
  return ` This rests on the assumption ${defaultEventTypesAssumption.name}: ${listed(names)} ${verb(names)} no event types.`;
}

/**
 * The certain receivers that list no event types and without which the answer would be another. `isSame` asks again with
 * other receivers.
 */
export function receiversByDefault(
  receivers: Receivers,
  now: SubscriptionRecord | undefined,
  isSame: (receivers: Receivers) => boolean,
): readonly SubscriptionRecord[] {
  const { certain } = receivers;
  const byDefault = certain.filter(({ record }) => record.eventTypesByDefault === true && record !== now);
  if (byDefault.length === 0) return [];
  const others = certain.filter((one) => !byDefault.includes(one));
  return isSame({ ...receivers, certain: others }) ? [] : byDefault.map(({ record }) => record);
}

const mostNames = 4;

function namesWithoutTypes(subscriptions: readonly (SubscriptionRecord | undefined)[]): readonly string[] {
  return [...new Set(subscriptions.flatMap((one) => (one?.eventTypesByDefault === true ? [one.name] : [])))];
}

function verb(names: readonly string[]): string {
  return names.length === 1 ? "lists" : "list";
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
