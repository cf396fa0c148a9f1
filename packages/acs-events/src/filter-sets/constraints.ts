import type { DeliverySchema } from "../catalog/event.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { comparableEventType, listedEventTypes } from "../filters/listed-event-types.ts";
import { foldingOf } from "../filters/match/comparison.ts";
import { foldCase } from "../filters/match/fold.ts";
import type { ClauseMode, Word } from "./clauses.ts";
import type { Options } from "./question.ts";
import { allValues, intersect, onlyMissing, onlyStrings, stringsWith, type ValueSet, valuesOf } from "./values.ts";

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

/** The conditions of a filter, one a key; those that match everything are omitted. */
export function constraintsOf(filter: Filter, options: Options): readonly Constraint[] {
  const { assumptions } = options;
  const constraints = [...typeConstraint(filter, options), ...subjectConstraints(filter, assumptions)];
  for (const [index, advanced] of filter.advancedFilters.entries()) {
    const key = normalKey(advanced.key, options);
    const within = domainOf(key, options);
    const { admitted, refused } = valuesOf(advanced, filter.enableAdvancedFilteringOnArrays, assumptions);
    const { key: _, ...rest } = advanced;
    constraints.push({
      path: `filter.advancedFilters[${index}]`,
      key,
      writtenKey: advanced.key,
      admitted: intersect(admitted, within),
      refused: intersect(refused, within),
      text: JSON.stringify([key, filter.enableAdvancedFilteringOnArrays, rest]),
    });
  }
  return constraints;
}

/** The keys of the envelope that both delivery schemas have, under one name; each schema calls them otherwise. */
export const typeKey = "TYPE";
export const subjectKey = "SUBJECT";
export const sourceKey = "SOURCE";
export const idKey = "ID";

const envelopes: Readonly<Record<DeliverySchema, Readonly<Record<string, string>>>> = {
  EventGridSchema: { ID: idKey, TOPIC: sourceKey, SUBJECT: subjectKey, EVENTTYPE: typeKey },
  CloudEventSchemaV1_0: { ID: idKey, SOURCE: sourceKey, TYPE: typeKey, SUBJECT: subjectKey },
};

/** Begins the name of a key that only one of the schemas has; in the other it has another meaning, or none. */
const ownPrefix: Readonly<Record<DeliverySchema, string>> = {
  EventGridSchema: "EVENTGRID:",
  CloudEventSchemaV1_0: "CLOUDEVENTS:",
};

/** Where a named option says that `subject` is not a key of CloudEvents; the subject itself still meets its prefix. */
const unresolvedSubject = "CLOUDEVENTS:SUBJECT";

/** Whether a key lies below `data`. */
export function isDataKey(key: string): boolean {
  return key.startsWith("DATA.");
}

/** A key in the form in which keys are the same, across both delivery schemas. */
export function normalKey(written: string, { schema, assumptions }: Options): string {
  const dot = written.indexOf(".");
  const exact = assumptions.dataKeyCase === "exact" && dot >= 0;
  const key = exact ? foldCase(written.slice(0, dot)) + written.slice(dot) : foldCase(written);
  if (isDataKey(key) || (key === "DATA" && assumptions.unlistedKeys === "resolve")) return key;
  const shared = Object.hasOwn(envelopes[schema], key) ? envelopes[schema][key] : undefined;
  if (shared === undefined) return ownPrefix[schema] + key;
  const apart =
    shared === subjectKey && schema === "CloudEventSchemaV1_0" && assumptions.cloudEventSubject !== "resolves";
  return apart ? unresolvedSubject : shared;
}

function typeConstraint(filter: Filter, options: Options): readonly Constraint[] {
  const { assumptions } = options;
  const listed = listedEventTypes(filter, assumptions);
  if (listed === "All") return [];
  const exact = assumptions.eventTypeCase === "exact";
  const names = filter.eventTypes === "All" ? [] : filter.eventTypes;
  const words = names
    .filter((text) => listed.has(comparableEventType(text, assumptions)))
    .map((text) => ({ text, folded: exact ? foldingOf(assumptions)(text) : foldCase(text), exact }));
  return [basic("filter.includedEventTypes", typeKey, "equals", words)];
}

function subjectConstraints(filter: Filter, assumptions: Assumptions): readonly Constraint[] {
  const word = (text: string): readonly Word[] => [
    { text, folded: foldingOf(assumptions)(text), exact: filter.isSubjectCaseSensitive },
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
    writtenKey: key === subjectKey ? "subject" : "eventType",
    admitted: stringsWith({ mode, words, negative: false }),
    refused: stringsWith({ mode, words, negative: true }),
    text,
  };
}

/** Attributes of CloudEvents that are no keys, unless a named option says so. */
const unlisted = ["TIME", "DATACONTENTTYPE", "DATASCHEMA", "DATA_BASE64", "DATA"];

/** Keys of one schema that are always there. */
const alwaysThere = ["EVENTGRID:DATAVERSION", "CLOUDEVENTS:SPECVERSION"];

/** What a key can be at all: the envelope's are always present strings, below `data` is anything, the rest is missing. */
export function domainOf(key: string, { assumptions }: Pick<Options, "assumptions">): ValueSet {
  if (isDataKey(key)) return allValues;
  if (key === "DATA") return allValues;
  // An event with a specversion is a CloudEvent, whatever else it says.
  if (key === unresolvedSubject || key === "EVENTGRID:SPECVERSION") return onlyMissing;
  if (isShared(key) || alwaysThere.includes(key)) return onlyStrings;
  return isExtension(key) ? allValues : unlistedValues(assumptions);
}

/** The same for events of Communication Services, which have no extension attributes. */
export function documentedEnvelope(key: string, options: Pick<Options, "assumptions" | "source">): ValueSet {
  // "1.0" in every published sample.
  if (key === "CLOUDEVENTS:SPECVERSION" || key === "EVENTGRID:DATAVERSION") return version;
  if (key === sourceKey) return options.source === undefined ? resource : oneResource(options.source);
  return isExtension(key) ? onlyMissing : domainOf(key, options);
}

/** Whether an event of a schema has a place for a key. Others are missing there, whatever the event has under such a name. */
export function hasPlace(key: string, { schema, assumptions }: Options): boolean {
  const isOfOther = Object.entries(ownPrefix).some(([name, prefix]) => name !== schema && key.startsWith(prefix));
  return !isOfOther && domainOf(key, { assumptions }) !== onlyMissing;
}

const resourceType = "/providers/Microsoft.Communication/CommunicationServices/";
const resource = stringsWith({
  mode: "contains",
  words: [{ text: resourceType, folded: foldCase(resourceType), exact: false }],
  negative: false,
});

/** Services write the same id in several cases. */
function oneResource(text: string): ValueSet {
  return stringsWith({ mode: "equals", words: [{ text, folded: foldCase(text), exact: false }], negative: false });
}

const version = stringsWith({ mode: "equals", words: [{ text: "1.0", folded: "1.0", exact: true }], negative: false });

function isShared(key: string): boolean {
  return [typeKey, subjectKey, sourceKey, idKey].includes(key);
}

/** Whether a key is an extension attribute of CloudEvents. */
function isExtension(key: string): boolean {
  const name = key.startsWith(ownPrefix.CloudEventSchemaV1_0) ? key.slice(ownPrefix.CloudEventSchemaV1_0.length) : ".";
  return !name.includes(".") && !unlisted.includes(foldCase(name)) && key !== unresolvedSubject;
}

function unlistedValues({ unlistedKeys }: Assumptions): ValueSet {
  return unlistedKeys === "resolve" ? allValues : onlyMissing;
}
