import type { Event } from "../../catalog/event.ts";
import { FilterError } from "../../filter-builder/index.ts";
import { checkFilter } from "../../filter-rules/index.ts";
import { defaultAssumptions } from "../../filters/assumptions.ts";
import { locateFilter, readFilter, readLenient } from "../../filters/azure-json/index.ts";
import { conditionsOf, explain } from "../../filters/explain/explain.ts";
import { answerOf, askedOf } from "../../filters/explain/render-explanation.ts";
import { compileTypeTest } from "../../filters/match/basic.ts";
import { compileFilter } from "../../filters/match/matches.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import { envelopeOf } from "./event-view.ts";
import { type FilterOfSource, readFilterSource } from "./filter-source/read-filter-source.ts";
import { SourceError } from "./filter-source/tokens.ts";
import type { FilterAnswer, NoFilter, TriedEvent } from "./views.ts";

/** How many of the newest events a filter is tried on. */
const eventsTried = 500;
/** How many events are shown: of those that it matches, and of those of its types that it filters out. */
const eventsShown = 50;

/** Says which of the newest events a filter matches, and why not the others. Never throws; runs nothing it is given. */
export function tryFilter(text: string, grid: Pick<EventGrid, "page">): FilterAnswer {
  const read = readAnyFilter(text);
  if (read.kind === "no-filter") return read;
  const { filter, deliverySchema, notes } = read;
  const lets = compileFilter(filter, defaultAssumptions, deliverySchema);
  const listsType = compileTypeTest(filter, defaultAssumptions) ?? (() => true);
  const through: TriedEvent[] = [];
  const keptOut: TriedEvent[] = [];
  const counts = { tried: 0, through: 0, keptOut: 0 };
  for (const { position, result } of grid.page({ limit: eventsTried })) {
    if (result.kind === "refused") continue;
    const { event } = result;
    counts.tried += 1;
    if (lets(event)) {
      counts.through += 1;
      if (through.length < eventsShown) through.push({ position, ...envelopeOf(event), conditions: [] });
    } else if (listsType(event)) {
      counts.keptOut += 1;
      if (keptOut.length < eventsShown)
        keptOut.push({ position, ...envelopeOf(event), conditions: missed(event, read) });
    }
  }
  return { kind: "filter", conditions: conditionsOf(filter).map(askedOf), notes, counts, through, keptOut };
}

function missed(event: Event, { filter, deliverySchema }: FilterOfSource): TriedEvent["conditions"] {
  return explain(filter, event, defaultAssumptions, deliverySchema)
    .conditions.filter(({ held }) => !held)
    .map((condition) => ({ asked: askedOf(condition), found: answerOf(condition) }));
}

type ReadFilter = NoFilter | (FilterOfSource & { readonly kind: "read"; readonly notes: readonly string[] });

/** Azure's JSON, with comments and as part of a larger body too, or the source of `filter()`. */
function readAnyFilter(text: string): ReadFilter {
  const json = readLenient(text);
  const located = json.ok ? locateFilter(json.json) : undefined;
  if (located === undefined) {
    // Text that begins like JSON but is not JSON gets the message about JSON.
    if (!json.ok && /^\s*\{?\s*"/.test(text)) return { kind: "no-filter", problems: [{ ...json }] };
    return readSource(text);
  }
  const { filter, findings, positions } = readFilter(located.json, located.path);
  const deliverySchema = "EventGridSchema";
  const all = [...findings, ...checkFilter(filter, { path: located.path, positions })];
  const broken = findings.filter(({ level }) => level === "error");
  if (broken.length > 0) return { kind: "no-filter", problems: broken.map(({ message }) => ({ message })) };
  return { kind: "read", filter, deliverySchema, notes: sentences(all) };
}

function readSource(text: string): ReadFilter {
  try {
    const read = readFilterSource(text);
    return { kind: "read", ...read, notes: sentences(checkFilter(read.filter, read)) };
  } catch (error) {
    if (error instanceof FilterError) {
      return { kind: "no-filter", problems: error.findings.map(({ message }) => ({ message })) };
    }
    if (error instanceof SourceError) {
      const { message, line, column } = error;
      return { kind: "no-filter", problems: [{ message, line, column }] };
    }
    // A builder got a value that no builder accepts, such as a symbol of the language. Nothing was run.
    return { kind: "no-filter", problems: [{ message: `This cannot be read as a filter: ${String(error)}` }] };
  }
}

function sentences(findings: ReturnType<typeof checkFilter>): readonly string[] {
  return findings.filter(({ level }) => level !== "info").map(({ message }) => message);
}
