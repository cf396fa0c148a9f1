import type { Event, EventGridEvent } from "../../src/catalog/event.ts";
import { type EventType, eventTypes, isEventType } from "../../src/catalog/event-types.ts";
import { linksOf } from "../../src/catalog/links.ts";
import type { Fields } from "../../src/catalog/payloads/field.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { samplesOf } from "../../src/catalog/samples.ts";
import { parseSubject } from "../../src/catalog/subjects.ts";
import { exampleOf, isWhole } from "../../src/filter-sets/examples.ts";
import { isDocumented } from "../../src/filter-sets/index.ts";
import { defaultAssumptions } from "../../src/filters/assumptions.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { naiveMatches } from "../filters/match/naive.ts";

/**
 * A second opinion on whole sets of subscriptions, without any algebra: every published sample, perturbed at what the
 * filters name, held against each subscription by the naive matcher. What it finds lost is lost; it proves nothing else.
 */
export function lostEvents(base: Filter, head: readonly Filter[], type: EventType): readonly Event[] {
  const isLost = (event: Event) => passes(base, event) && !head.some((filter) => passes(filter, event));
  return eventsNear(type, [base, ...head], isLost);
}

export function passes(filter: Filter, event: Event): boolean {
  return naiveMatches(filter, event, defaultAssumptions);
}

/**
 * Those documented events of a type for which `isWanted` holds: its samples, with one place at a time changed to what
 * the filters name, and near it. Few are wanted, so that only those are asked whether they are documented.
 */
export function eventsNear(
  type: EventType,
  filters: readonly Filter[],
  isWanted: (event: Event) => boolean,
): readonly EventGridEvent[] {
  const words = wordsOf(filters);
  const asked = new Set(filters.flatMap(({ advancedFilters }) => advancedFilters.flatMap(({ key }) => placesIn(key))));
  const samples = samplesOf(type).flatMap((sample) => (isWhole(sample, type) ? [exampleOf(sample, type)] : []));
  const perturbed = samples.flatMap((sample) => [
    sample,
    ...withOtherVariables(sample, type, words),
    ...withOtherFields(sample, payloadTables[type], words, asked),
  ]);
  return perturbed.filter(isWanted).filter(isDocumented);
}

function wordsOf(filters: readonly Filter[]): readonly unknown[] {
  const words = new Set<unknown>(["", "zz", true, false, 0, 1, null, undefined]);
  const add = (text: string) => {
    for (const piece of [text, ...text.split("/")]) {
      for (const one of [piece, `${piece}x`, `x${piece}`, piece.slice(0, -1), piece.slice(1), piece.toUpperCase()]) {
        words.add(one);
      }
    }
  };
  for (const { subjectBeginsWith, subjectEndsWith, advancedFilters } of filters) {
    for (const text of [subjectBeginsWith, subjectEndsWith]) add(text);
    for (const condition of advancedFilters) {
      const operands = "value" in condition ? [condition.value] : "values" in condition ? condition.values.flat() : [];
      for (const operand of operands) {
        if (typeof operand === "string") add(operand);
        else if (typeof operand === "number") for (const near of [operand, operand - 1, operand + 1]) words.add(near);
      }
    }
  }
  return [...words];
}

/** The subject with another value for a variable, and the payload that says the same. */
function* withOtherVariables(
  sample: EventGridEvent,
  type: EventType,
  words: readonly unknown[],
): Generator<EventGridEvent> {
  for (const [variable, value] of Object.entries(parseSubject(type, sample.subject)?.values ?? {})) {
    for (const word of words) {
      if (typeof word !== "string" || word === "" || word.includes("/")) continue;
      const subject = sample.subject
        .split("/")
        .map((part) => (part === value ? word : part))
        .join("/");
      // Whoever says the identifier says it everywhere.
      const data = replaced(sample.data, value, word);
      const path = linksOf(type).find((link) => link.variable === variable)?.path;
      yield { ...sample, subject, data };
      if (path !== undefined) yield { ...sample, subject, data: written(sample.data, path, word) };
      if (word.startsWith("4:")) yield { ...sample, subject, data: asPhoneNumber(sample.data, path, word) };
    }
  }
}

/** A key and the places around it, in lower case: `data.a` and `data.a.b`. */
function placesIn(key: string): readonly string[] {
  const names = key.toLowerCase().split(".");
  return names.map((_, index) => names.slice(0, index + 1).join("."));
}

/** The payload with another value for a property that a filter asks about, or without it. */
function* withOtherFields(
  sample: EventGridEvent,
  fields: Fields,
  words: readonly unknown[],
  asked: ReadonlySet<string>,
  path: readonly string[] = [],
): Generator<EventGridEvent> {
  for (const [name, field] of Object.entries(fields)) {
    const at = [...path, name];
    if (!asked.has(["data", ...at].join(".").toLowerCase())) continue;
    for (const word of [...words, ...(field.values ?? [])]) yield { ...sample, data: written(sample.data, at, word) };
    if (field.kind === "object") {
      yield { ...sample, data: written(sample.data, at, {}) };
      yield* withOtherFields(sample, field.fields ?? {}, words, asked, at);
    }
  }
}

function replaced(value: unknown, before: string, after: string): unknown {
  if (value === before) return after;
  if (Array.isArray(value)) return value.map((one) => replaced(one, before, after));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, before, after)]));
}

function written(data: unknown, [name = "", ...rest]: readonly string[], value: unknown): unknown {
  const object = typeof data === "object" && data !== null && !Array.isArray(data) ? data : {};
  const others = Object.entries(object).filter(([own]) => own.toLowerCase() !== name.toLowerCase());
  const own = Object.entries(object).find(([each]) => each.toLowerCase() === name.toLowerCase());
  const inner = rest.length === 0 ? value : written(own?.[1], rest, value);
  return Object.fromEntries(inner === undefined ? others : [...others, [own?.[0] ?? name, inner]]);
}

function asPhoneNumber(data: unknown, path: readonly string[] | undefined, rawId: string): unknown {
  if (path?.at(-1) !== "rawId") return data;
  return written(data, path.slice(0, -1), { rawId, phoneNumber: { value: rawId.slice(2) } });
}

/** Event types whose subjects are documented, of those that a filter lists. */
export function typesListed({ eventTypes: listed }: Filter): readonly EventType[] {
  const every = listed === "All" || listed.length === 0 || listed.includes("All");
  const names = every ? Object.keys(eventTypes) : listed;
  return [...new Set(names)].filter(isEventType);
}
