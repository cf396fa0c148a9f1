import type { FindingLevel } from "../filters/finding.ts";
import type { Change } from "./change.ts";
import { typesInShort } from "./event-families.ts";
import { isOfSome } from "./unreceived.ts";
import { changeTitle, type Fate, fateOf, isOldName, levelOf } from "./wording.ts";

/** Changes that mean the same, as one row of a table. */
export interface OverviewRow {
  readonly level: FindingLevel;
  readonly fate: Fate;
  /** `texts`, `messages → texts`, `8 × texts-…`. */
  readonly name: string;
  /** `narrowed`. */
  readonly what: string;
  /** `nobody gets SMSReceived`, `nobody gets some of SMSReceived`. */
  readonly lost: string;
  /** A place in a team file, else the endpoint. */
  readonly where: string;
  /** The changes of this row, at least one. */
  readonly changes: readonly [Change, ...Change[]];
}

const levels: readonly FindingLevel[] = ["error", "warning", "info"];
const fates: readonly Fate[] = ["unreceived", "lost", "undecided", "kept"];

/** One row for changes that mean the same, the most severe first; a rename is one row of its own. */
export function overviewOf(changes: readonly Change[]): readonly OverviewRow[] {
  const groups = Map.groupBy(
    changes.filter((one) => !isOldName(one)),
    likeness,
  );
  return [...groups.values()]
    .flatMap((its) => {
      const [first, ...rest] = its;
      return first === undefined ? [] : [rowOf([first, ...rest])];
    })
    .toSorted(
      (a, b) =>
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        fates.indexOf(a.fate) - fates.indexOf(b.fate) ||
        (a.name < b.name ? -1 : 1),
    );
}

/** Rows that need more words than the table has: not what is only good to know, nor a rename that changes nothing else. */
export function worthTelling(rows: readonly OverviewRow[]): readonly OverviewRow[] {
  return rows.filter(({ level, fate, what }) => (level !== "info" || fate !== "kept") && what !== "renamed");
}

/** Equal for changes that a reader need not tell apart. */
function likeness(change: Change): string {
  if (change.renamed !== undefined) return `rename ${change.subscription} ${change.topic ?? ""}`;
  const { filter, findings, team, topic } = change;
  return JSON.stringify([
    changeTitle(change),
    team,
    topic,
    findings.map(({ id, level, accepted }) => [id, level, accepted !== undefined]),
    filter.lostTypes,
    filter.gainedTypes,
    filter.differences?.map(({ text }) => text),
  ]);
}

function rowOf(changes: readonly [Change, ...Change[]]): OverviewRow {
  const [first] = changes;
  const fate = fateOf(first);
  const places = new Set(changes.map(placeOf));
  return {
    level: levelOf(first),
    fate,
    name: nameOf(changes),
    what: whatChanges(first),
    lost: lostInWords(first, fate),
    where: places.size === 1 ? placeOf(first) : `${placeOf(first)}, …`,
    changes,
  };
}

/** What changes beside the filter, in a few words; of several settings, the first. */
const settings: Readonly<Record<string, string>> = {
  "subscription-pending": "now pending",
  "subscription-live": "goes live",
  "delivery-schema-changed": "delivery schema",
  "destination-changed": "destination",
  "delivery-identity-changed": "delivery identity",
  "dead-letter-identity-changed": "dead-letter identity",
  "dead-letters-dropped": "dead letters dropped",
  "dead-letters-moved": "dead letters moved",
  "dead-letters-kept": "dead letters kept",
  "minimum-tls-lowered": "older TLS",
  "minimum-tls-raised": "newer TLS",
  "delivery-attempts-reduced": "fewer attempts",
  "delivery-attempts-raised": "more attempts",
  "time-to-live-reduced": "shorter time to live",
  "time-to-live-raised": "longer time to live",
  "expiry-changed": "expiry",
  "stack-changed": "stack",
  "hidden-value-changed": "hidden value",
};

function whatChanges(change: Change): string {
  const title = changeTitle(change);
  if (title !== "settings changed") return title;
  const named = change.findings.flatMap(({ id }) => settings[id] ?? []);
  return named.length === 0 ? title : `${named[0]}${named.length > 1 ? ", …" : ""}`;
}

function placeOf({ declaredAt, routes }: Change): string {
  if (declaredAt !== undefined) return `${declaredAt.file}:${declaredAt.line}`;
  return routes.head?.endpoint ?? routes.base?.endpoint ?? "";
}

function nameOf(changes: readonly [Change, ...Change[]]): string {
  const [{ subscription, renamed, topic }] = changes;
  const own = renamed !== undefined && "from" in renamed ? `${renamed.from} → ${subscription}` : subscription;
  const name =
    changes.length === 1 ? own : `${changes.length} × ${commonBeginning(changes.map((one) => one.subscription))}…`;
  return topic === undefined ? name : `${name} (${topic})`;
}

function commonBeginning(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function lostInWords({ filter, findings }: Change, fate: Fate): string {
  switch (fate) {
    case "unreceived": {
      const lost = findings.filter(({ id }) => id === "events-unreceived");
      const types = lost.flatMap(({ eventTypes = [] }) => eventTypes);
      return `nobody gets ${lost.every(isOfSome) ? "some of " : ""}${typesInShort(types)}`;
    }
    case "lost":
      return typesInShort(filter.lostTypes ?? []);
    case "undecided":
      return "undecided";
    case "kept":
      return "nothing";
  }
}
