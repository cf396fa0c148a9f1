import type { EventType } from "../catalog/event-types.ts";
import { daysUntil, type Retirement, retirementOf, retirements } from "../catalog/retirements.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";
import { listed } from "./wording.ts";

const findings = {
  "service-retires": {
    level: "info",
    says: "The service that publishes these events ends, or changes, more than a year from now (or no date was given to compare with).",
    todo: "Plan what comes after it.",
  },
  "service-retires-soon": {
    level: "warning",
    says: "The service that publishes these events ends, or changes, within a year.",
    todo: "Move to what comes after it.",
  },
  "service-retired": {
    level: "error",
    says: "The service that publishes these events has been retired: no event comes any more.",
    todo: "Take these event types out.",
  },
} as const;

/** Days that people need to see it coming. */
const year = 365;

/** Announced in September 2026; the guide names services, and that their events end with them is inferred. */
export const retirementRule: FilterRule = {
  findings,
  check: (_, { path, types, listed: explicit, today }) => {
    if (!explicit) return [];
    return groupsOf(types).map(({ retirement, services }): Finding => {
      const at = { path: `${path}.includedEventTypes`, value: services };
      const days = today === undefined ? Number.POSITIVE_INFINITY : daysUntil(retirement, today);
      const message = what(retirement, services, days);
      if (days > year) return finding(findings, "service-retires", { message, ...at });
      const gone = days <= 0 && retirement.category === "retired";
      return finding(findings, gone ? "service-retired" : "service-retires-soon", { message, ...at });
    });
  },
};

function what({ category, date, announced }: Retirement, services: readonly string[], days: number): string {
  const names = listed(services);
  const one = services.length === 1;
  const since = `(announced ${announced})`;
  if (category === "breaking-change") {
    return `${names} ${one ? "changes" : "change"} on ${date} ${since}: from then on for use together with Teams only.`;
  }
  const be = days <= 0 ? (one ? "was" : "were") : one ? "is" : "are";
  const inferred = one ? "That its events end with it" : "That their events end with them";
  return `${names} ${be} retired on ${date} ${since}. ${inferred} is inferred, not announced.`;
}

/**
 * What ends for services, in as few sentences as there are dates: for a report over many subscriptions, which says it once.
 * `services` are named as in `Retirement`.
 */
export function retirementsInWords(services: readonly string[]): readonly string[] {
  const all = Object.values(retirements).filter(({ service }) => services.includes(service));
  const groups = Map.groupBy(all, ({ category, date }) => `${category} ${date}`);
  return [...groups.values()].flatMap((its) => {
    const [first] = its;
    return first === undefined
      ? []
      : [
          what(
            first,
            its.map(({ service }) => service),
            Number.POSITIVE_INFINITY,
          ),
        ];
  });
}

function groupsOf(types: readonly EventType[]) {
  const groups = new Map<string, { readonly retirement: Retirement; readonly services: string[] }>();
  for (const type of types) {
    const retirement = retirementOf(type);
    const key = `${retirement.category} ${retirement.date}`;
    const group = groups.get(key) ?? { retirement, services: [] };
    groups.set(key, group);
    if (!group.services.includes(retirement.service)) group.services.push(retirement.service);
  }
  return [...groups.values()];
}
