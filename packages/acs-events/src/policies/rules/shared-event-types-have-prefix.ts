import { eventTypeNames, isEventType } from "../../catalog/event-types.ts";
import { subjectRoot, subjectTemplates } from "../../catalog/subjects.ts";
import { listed } from "../../filter-rules/wording.ts";
import { azureDocs } from "./references.ts";
import { stackRule } from "./rule.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const sharedEventTypesHavePrefix = stackRule({
  name: "shared-event-types-have-prefix",
  description: "Subscriptions to event types that several teams take say whose events they want.",
  level: "advisory",
  protectsFrom: "A team reads and answers the messages of another, since both get every message of the company.",
  howToFix:
    "Set `subjectBeginsWith` to the numbers, sender or thread that the team owns. A subscription that is meant for every team gets an exception in `policies/config/<stack>.json`.",
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  parameters: {
    eventTypes: {
      type: "list",
      description:
        "The event types that teams share. Until it is set: those that subscriptions of two teams or more list.",
      oneOf: eventTypeNames,
    },
  },
  needs: "subscriptions",
  check: ({ subscriptions }, { parameters: { eventTypes } }) => {
    const teams = teamsByType(subscriptions);
    const shared = eventTypes ?? [...teams].flatMap(([type, of]) => (of.size > 1 ? [type] : []));
    return subscriptions.flatMap((one) => check(one, shared, teams));
  },
});

function check(
  { name, filter, team }: SubscriptionSubject,
  shared: readonly string[],
  teams: ReadonlyMap<string, ReadonlySet<string>>,
): Verdict[] {
  const { eventTypes, subjectBeginsWith, subjectEndsWith, advancedFilters } = filter;
  if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
  const types = eventTypes === "All" ? shared : shared.filter((type) => eventTypes.includes(type));
  if (types.length === 0) return [];
  if (isUnknown(subjectBeginsWith)) return [cannotTell(name, subjectBeginsWith)];
  if (isUnknown(subjectEndsWith)) return [cannotTell(name, subjectEndsWith)];
  if (isUnknown(advancedFilters)) return [cannotTell(name, advancedFilters)];
  if (subjectEndsWith !== "" || advancedFilters.some(({ key }) => key.toLowerCase() === "subject")) return [];
  const prefix = subjectBeginsWith.toLowerCase();
  const open = types.filter((type) => rootsOf(type).some((root) => root.toLowerCase().startsWith(prefix)));
  const [first] = open;
  if (first === undefined) return [];
  const since = prefix === "" ? "" : `, since all of their subjects begin with "${subjectBeginsWith}"`;
  const roots = rootsOf(first).map((root) => `"${root}…"`);
  const others = [...new Set(open.flatMap((type) => [...(teams.get(type) ?? [])]))]
    .filter((one) => one !== team)
    .sort();
  const also = others.length === 0 ? "" : ` ${teamsInWords(others)} too.`;
  const message = `It receives ${open.join(" and ")} of every team${since}.${also} To receive only its own, set subjectBeginsWith to ${roots.join(" or ")}.`;
  return [violation(name, "filter.subjectBeginsWith", message, { value: subjectBeginsWith })];
}

/** Which teams list an event type. Who takes everything takes it on purpose, which makes no type a shared one. */
function teamsByType(subscriptions: readonly SubscriptionSubject[]): ReadonlyMap<string, ReadonlySet<string>> {
  const teams = new Map<string, Set<string>>();
  for (const { team, filter } of subscriptions) {
    if (isUnknown(team) || team === undefined || isUnknown(filter.eventTypes) || filter.eventTypes === "All") continue;
    for (const type of filter.eventTypes) teams.set(type, (teams.get(type) ?? new Set()).add(team));
  }
  return teams;
}

function teamsInWords(names: readonly string[]): string {
  return names.length === 1
    ? `The team ${names[0]} subscribes to such events`
    : `The teams ${listed(names, 3)} subscribe to such events`;
}

/** What every subject of the type begins with; "" where its subjects are not documented. */
function rootsOf(type: string): readonly string[] {
  const found = isEventType(type) ? subjectTemplates(type).map((template) => subjectRoot<string>(template)) : [];
  return found.length === 0 ? [""] : found;
}
