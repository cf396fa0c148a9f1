import pc from "picocolors";
import { eventTypeNames, eventTypes, isEventType } from "../../catalog/event-types.ts";
import { formerEventTypeNames, formerEventTypes } from "../../catalog/former-event-types.ts";
import { retirementOf } from "../../catalog/retirements.ts";
import { renderTable } from "./table.ts";

/** One line of the catalog, as `--format json` prints it. */
export interface CatalogEntry {
  readonly type: string;
  /** `renamed` for names that are no event types any more, or never were. */
  readonly status: "ga" | "preview" | "unknown" | "renamed";
  /** Null where no trustworthy sample shows one. */
  readonly subject: string | null;
  readonly level?: "user" | "thread";
  /** The day on which its service ends or changes. */
  readonly retirement?: string;
  readonly replacedBy?: string;
  readonly reason?: string;
}

export function catalogEntries(): readonly CatalogEntry[] {
  const current = eventTypeNames.map((type): CatalogEntry => {
    const entry = eventTypes[type];
    return {
      type,
      status: entry.status,
      subject: entry.subjects[0] ?? null,
      ...("level" in entry ? { level: entry.level } : {}),
      retirement: retirementOf(type).date,
    };
  });
  const former = formerEventTypeNames.map((type): CatalogEntry => {
    const { replacedBy, reason } = formerEventTypes[type];
    return { type, status: "renamed", subject: null, replacedBy, reason };
  });
  return [...current, ...former];
}

/** The catalog for a terminal: a table a service, then the names to stay away from. */
export function renderCatalog(entries: readonly CatalogEntry[]): string {
  const services = Map.groupBy(
    entries.flatMap((entry) => (isEventType(entry.type) ? [{ entry, type: entry.type }] : [])),
    ({ type }) => eventTypes[type].service,
  );
  const tables = [...services.values()].map((members) => {
    const first = members[0];
    if (first === undefined) return "";
    const { service, category, date } = retirementOf(first.type);
    const end = category === "retired" ? `retired on ${date}` : `changes on ${date}`;
    const rows = members.map(({ entry }) => [
      short(entry.type),
      entry.status === "ga" ? "" : entry.status,
      entry.level === undefined ? "" : `per ${entry.level}`,
      entry.subject ?? pc.yellow("unknown: no trustworthy sample"),
    ]);
    return `${pc.bold(service)} ${pc.dim(end)}\n${renderTable(["event type", "status", "level", "subject"], rows)}`;
  });
  const former = entries.filter(({ status }) => status === "renamed");
  const rows = former.map(({ type, replacedBy = "" }) => [short(type), `→ ${short(replacedBy)}`]);
  return [
    ...tables,
    `${pc.bold("Names that get no events")}\n${renderTable(["name", "use instead"], rows)}`,
    pc.dim("All names begin with Microsoft.Communication. More about one of them: npx acs-events docs NAME"),
  ].join("\n\n");
}

function short(type: string): string {
  return type.replace("Microsoft.Communication.", "");
}
