import type { DeliverySchema } from "../catalog/event.ts";
import type { Semantics } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { comparableEventType, listedEventTypes } from "../filters/listed-event-types.ts";
import { foldingOf } from "../filters/match/comparison.ts";
import { foldCase } from "../filters/match/fold.ts";
import type { ClauseMode, Word } from "./clauses.ts";
import { bothOf, everyValue, onlyMissing, onlyStrings, stringsWith, type ValueSet, valuesOf } from "./values.ts";

/** What a filter asks of one key: the values that pass, and those that do not. */
export interface Constraint {
  /** Where it stands, in the terms of Azure's JSON: `filter.subjectBeginsWith`, `filter.advancedFilters[2]`. */
  readonly path: string;
  /** The key that it is about, in the form in which keys are the same. */
  readonly key: string;
  /** The key as it is written. */
  readonly writtenKey: string;
  readonly admitted: ValueSet;
  readonly refused: ValueSet;
  /** Constraints of the same text are the same; the reverse need not hold. */
  readonly text: string;
}

/** What every answer of the algebra depends on, beside the filters. */
export interface Ground {
  readonly schema: DeliverySchema;
  readonly semantics: Semantics;
}

/** The conditions of a filter, one a key; those that let everything through are left out. */
export function constraintsOf(filter: Filter, ground: Ground): readonly Constraint[] {
  const { semantics } = ground;
  const constraints = [...typeConstraint(filter, ground), ...subjectConstraints(filter, semantics)];
  for (const [index, advanced] of filter.advancedFilters.entries()) {
    const key = keyOf(advanced.key, ground);
    const within = domainOf(key, ground);
    const { admitted, refused } = valuesOf(advanced, filter.enableAdvancedFilteringOnArrays, semantics);
    const { key: _, ...rest } = advanced;
    constraints.push({
      path: `filter.advancedFilters[${index}]`,
      key,
      writtenKey: advanced.key,
      admitted: bothOf(admitted, within),
      refused: bothOf(refused, within),
      text: JSON.stringify([key, filter.enableAdvancedFilteringOnArrays, rest]),
    });
  }
  return constraints;
}

/** A key in the form in which keys are the same. */
function keyOf(written: string, { schema, semantics }: Ground): string {
  const dot = written.indexOf(".");
  const exact = semantics.dataKeyCase === "exact" && dot >= 0;
  const key = exact ? foldCase(written.slice(0, dot)) + written.slice(dot) : foldCase(written);
  const apart = key === subjectKey && schema === "CloudEventSchemaV1_0" && semantics.cloudEventSubject !== "resolves";
  return apart ? unresolvedSubject : key;
}

/** Where a named option says that `subject` is no key of CloudEvents; the subject itself still meets its prefix. */
const unresolvedSubject = "SUBJECT AS A KEY";

/** The key that names the event's type, in the form of `Constraint.key`. */
export function typeKey({ schema }: Ground): string {
  return schema === "EventGridSchema" ? "EVENTTYPE" : "TYPE";
}

/** The key that names the event's subject, in the form of `Constraint.key`. */
export const subjectKey = "SUBJECT";

function typeConstraint(filter: Filter, ground: Ground): readonly Constraint[] {
  const { semantics } = ground;
  const listed = listedEventTypes(filter, semantics);
  if (listed === "All") return [];
  const exact = semantics.eventTypeCase === "exact";
  const names = filter.eventTypes === "All" ? [] : filter.eventTypes;
  const words = names
    .filter((text) => listed.has(comparableEventType(text, semantics)))
    .map((text) => ({ text, folded: exact ? foldingOf(semantics)(text) : foldCase(text), exact }));
  const key = typeKey(ground);
  return [basic("filter.includedEventTypes", key, "equals", words)];
}

function subjectConstraints(filter: Filter, semantics: Semantics): readonly Constraint[] {
  const word = (text: string): readonly Word[] => [
    { text, folded: foldingOf(semantics)(text), exact: filter.isSubjectCaseSensitive },
  ];
  const { subjectBeginsWith: begins, subjectEndsWith: ends } = filter;
  return [
    ...(begins === "" ? [] : [basic("filter.subjectBeginsWith", subjectKey, "begins", word(begins))]),
    ...(ends === "" ? [] : [basic("filter.subjectEndsWith", subjectKey, "ends", word(ends))]),
  ];
}

function basic(path: string, key: string, mode: ClauseMode, words: readonly Word[]): Constraint {
  const text = JSON.stringify([path, words.map((word) => (word.exact ? [word.text] : word.folded)).sort()]);
  return {
    path,
    key,
    writtenKey: key === subjectKey ? "subject" : key === "TYPE" ? "type" : "eventType",
    admitted: stringsWith({ mode, words, negative: false }),
    refused: stringsWith({ mode, words, negative: true }),
    text,
  };
}

const envelopes: Readonly<Record<DeliverySchema, readonly string[]>> = {
  EventGridSchema: ["ID", "TOPIC", "SUBJECT", "EVENTTYPE", "DATAVERSION"],
  CloudEventSchemaV1_0: ["ID", "SOURCE", "TYPE", "SPECVERSION", "SUBJECT"],
};

/** Attributes of CloudEvents that are no keys, unless a named option says so. */
const unlisted = ["TIME", "DATACONTENTTYPE", "DATASCHEMA", "DATA_BASE64", "DATA"];

/** What a key can be at all: the envelope's are always present strings, below `data` is anything, the rest is missing. */
export function domainOf(key: string, { schema, semantics }: Ground): ValueSet {
  if (key === unresolvedSubject) return onlyMissing;
  if (envelopes[schema].includes(key)) return onlyStrings;
  // An event that has it is a CloudEvent, whatever else it says.
  if (key === "SPECVERSION") return onlyMissing;
  if (key.startsWith("DATA.") || semantics.unlistedKeys === "resolve") return everyValue;
  if (schema === "EventGridSchema" || key.includes(".") || unlisted.includes(foldCase(key))) return onlyMissing;
  return everyValue;
}

/** The values that constraints on one key leave. */
export function valuesLeft(constraints: readonly Constraint[]): ValueSet {
  let left: ValueSet | undefined;
  for (const { admitted } of constraints) left = left === undefined ? admitted : bothOf(left, admitted);
  return left ?? everyValue;
}
