import type { DeliverySchema } from "../catalog/event.ts";
import { type EventType, eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { needsArrayFlag } from "../filter-builder/array-flag.ts";
import { checkFilter } from "../filter-rules/index.ts";
import { armFilterProperties, renderFilter } from "../filters/azure-json/index.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { conditionSource } from "./condition-source.ts";
import { type Code, code, type Literal, literal } from "./literal.ts";
import { prefixSource, suffixSource } from "./subject-source.ts";

/** A filter is a property of a subscription; the team file indents the subscription by two more. */
const indent = 2;

/** The filter of a subscription as a value of `subscription({ filter: … })`. */
export interface FilterSource {
  readonly code: Code;
  readonly imports: readonly string[];
  /** Why it, or a condition of it, is not in the words of the builders; nothing where all of it is. */
  readonly because: readonly string[];
  /** Whether all of it is Azure's JSON. */
  readonly raw: boolean;
}

/**
 * The TypeScript of a filter: `filter({ … })` with builders and typed conditions wherever that makes the very same filter;
 * a condition that has no typed form as a record; and `rawFilter` for what `filter()` refuses.
 */
export function filterSource(
  record: Pick<SubscriptionRecord, "filter" | "eventDeliverySchema" | "filterAsWritten" | "raw">,
): FilterSource {
  const refused = whyRaw(record);
  return refused.length > 0 ? rawSource(record, refused) : builtSource(record);
}

function schemaOf({ eventDeliverySchema }: Pick<SubscriptionRecord, "eventDeliverySchema">): DeliverySchema {
  return eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema";
}

function whyRaw(
  record: Pick<SubscriptionRecord, "filter" | "eventDeliverySchema" | "filterAsWritten" | "raw">,
): string[] {
  const { filter } = record;
  const unread = record.filterAsWritten === undefined ? [] : ["a part of it is of a kind that is not known here"];
  const unknown = isJsonObject(record.raw["filter"]) ? unknownNames(record.raw["filter"]) : [];
  const types = filter.eventTypes === "All" ? [] : filter.eventTypes.filter((name) => !isEventType(name));
  const none = filter.eventTypes.length === 0 ? ["it lists no event types"] : [];
  const errors = checkFilter(filter, { deliverySchema: schemaOf(record) }).filter(({ level }) => level === "error");
  return [
    ...unread,
    ...none,
    ...unknown.map((name) => `Azure is not known to have the property ${name}`),
    ...types.map((name) => `${name} is not an event type that is emitted today`),
    ...(types.length > 0 ? [] : errors.map(({ message }) => message.replace(/\.$/, ""))),
  ];
}

function unknownNames(unknown: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(unknown).flatMap(([name, value]) =>
    name === "advancedFilters" && isJsonObject(value)
      ? Object.values(value).flatMap((one) => (isJsonObject(one) ? Object.keys(one) : []))
      : [name],
  );
}

function rawSource(
  { filter, filterAsWritten, raw }: Pick<SubscriptionRecord, "filter" | "filterAsWritten" | "raw">,
  because: readonly string[],
): FilterSource {
  const unknown = isJsonObject(raw["filter"]) ? raw["filter"] : {};
  const json = isJsonObject(filterAsWritten) ? filterAsWritten : withoutDefaults(renderFilter(filter, unknown));
  const reason = because.join("; ");
  // The JSON is data that was parsed from JSON: strings, numbers, booleans, null, lists and records of them.
  const value = literal(json as Literal, { column: 22, indent });
  return {
    code: code(`rawFilter(${value}, ${literal({ because: reason })})`),
    imports: ["rawFilter"],
    because,
    raw: true,
  };
}

/** What Azure would fill in by itself is not repeated. */
function withoutDefaults(json: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(json).filter(
      ([name, value]) =>
        !(armFilterProperties as readonly string[]).includes(name) ||
        !(
          value === "" ||
          value === false ||
          (Array.isArray(value) && value.length === 0 && name === "advancedFilters")
        ),
    ),
  );
}

function builtSource(record: Pick<SubscriptionRecord, "filter" | "eventDeliverySchema">): FilterSource {
  const { filter } = record;
  const schema = schemaOf(record);
  const listed = filter.eventTypes === "All" ? ("All" as const) : [...new Set(filter.eventTypes)].filter(isEventType);
  const types: readonly EventType[] = listed === "All" ? eventTypeNames : listed;
  const prefix =
    filter.subjectBeginsWith === ""
      ? undefined
      : prefixSource(filter.subjectBeginsWith, types, filter.isSubjectCaseSensitive);
  const suffix =
    filter.subjectEndsWith === ""
      ? undefined
      : suffixSource(filter.subjectEndsWith, types, filter.isSubjectCaseSensitive);
  const conditions = filter.advancedFilters.map((one) => conditionSource(one, types, schema));
  const flag = filter.enableAdvancedFilteringOnArrays;
  const flagOfItself = needsArrayFlag(listed === "All" ? ["All"] : listed, filter.advancedFilters);
  const isTyped = conditions.some(({ typed }) => typed);
  const list = conditions.map((one) => code(one.code));
  const options: Readonly<Record<string, Literal | undefined>> = {
    eventTypes: listed,
    subjectBeginsWith: prefix === undefined ? undefined : code(prefix.code),
    subjectEndsWith: suffix === undefined ? undefined : code(suffix.code),
    isSubjectCaseSensitive: filter.isSubjectCaseSensitive ? true : undefined,
    where:
      conditions.length === 0
        ? undefined
        : code(`(${isTyped ? "event" : ""}) => ${literal(list, { column: 24, indent: indent + 2 })}`),
    enableAdvancedFilteringOnArrays: flag === flagOfItself ? undefined : flag,
    deliverySchema: schema !== "EventGridSchema" && filter.advancedFilters.length > 0 ? schema : undefined,
  };
  return {
    code: code(`filter(${literal(options, { column: 20, indent })})`),
    imports: [
      "filter",
      ...(prefix?.imports ?? []),
      ...(suffix?.imports ?? []),
      ...conditions.flatMap(({ imports }) => imports),
    ],
    because: conditions.flatMap(({ because }) => (because === undefined ? [] : [because])),
    raw: false,
  };
}
