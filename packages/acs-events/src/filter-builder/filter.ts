import type { DeliverySchema } from "../catalog/event.ts";
import { type EventType, eventTypeNames } from "../catalog/event-types.ts";
import { checkFilter } from "../filter-rules/index.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { type ArmFilter, readFilter } from "../filters/azure-json/index.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { isJsonObject } from "../json/json-object.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { needsArrayFlag } from "./array-flag.ts";
import type { EventFields } from "./event-fields.ts";
import { eventProxy } from "./event-proxy.ts";
import type { CheckedEventTypes, Chosen } from "./event-type-rule.ts";
import { FilterError } from "./filter-error.ts";
import { buildFindings } from "./findings.ts";
import { mistake } from "./mistakes.ts";
import type { CheckedPrefix, CheckedSuffix, SharedRoot } from "./subject-rule.ts";

/**
 * What a team writes of a filter. The parameters are what the compiler reads off it: `T` the event types, `P` and `X`
 * prefix and suffix, `C` whether their case counts, `S` the delivery schema.
 */
export interface FilterOptions<T, P extends string, X extends string, C extends boolean, S extends DeliverySchema> {
  /** Which events, by their type; at least one, or `"All"`. */
  readonly eventTypes: CheckedEventTypes<T>;
  /** Literal, without wildcards; typed by the event types. If omitted, every subject. */
  readonly subjectBeginsWith?: CheckedPrefix<Chosen<T>, P, C>;
  /** Literal, without wildcards; typed by the event types. If omitted, every subject. */
  readonly subjectEndsWith?: CheckedSuffix<Chosen<T>, X, C>;
  /** Of the two above; false unless said, as in Azure. Conditions never look at case. */
  readonly isSubjectCaseSensitive?: C;
  /** Conditions that must all hold: `(event) => [event.data.deliveryStatus.isIn("Failed")]`. */
  readonly where?: (event: EventFields<Chosen<T>, S>) => readonly AdvancedFilter[];
  /**
   * Whether a list in an event is compared element by element. If omitted, it is so if a condition looks at a list. It
   * is given to keep what a deployed subscription has, since Azure's portal switches it on without need.
   */
  readonly enableAdvancedFilteringOnArrays?: boolean;
  /**
   * The schema in which the subscription delivers, which decides what the envelope's keys are called. The default is
   * Azure's, `"EventGridSchema"`.
   */
  readonly deliverySchema?: S;
}

/**
 * Which events a subscription matches, as a frozen record. What can never match does not compile; the same rules
 * hold when it runs, also for what no compiler has seen: it throws one `FilterError` with every error that
 * `checkFilter` finds. Warnings are left to `npx acs-events check`.
 */
export function filter<
  const T extends readonly string[] | string = readonly EventType[],
  P extends string = SharedRoot<Chosen<T>>,
  X extends string = "",
  C extends boolean = false,
  S extends DeliverySchema = "EventGridSchema",
>(options: FilterOptions<T, P, X, C, S>): Filter {
  return makeFilter(options);
}

/** From here on the options are what any caller may have passed, JavaScript and JSON included. */
function makeFilter(options: unknown): Filter {
  const given = isJsonObject(options) ? options : {};
  const problems = isJsonObject(options) ? optionProblems(given) : [noEventTypes(options)];
  const conditions = askWhere(given["where"], problems);
  const { filter, findings, positions } = readFilter(toJson(given, conditions));
  const deliverySchema =
    given["deliverySchema"] === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema";
  problems.push(
    ...[...findings, ...checkFilter(filter, { deliverySchema, positions })].filter(({ level }) => level === "error"),
  );
  return problems.length > 0 ? mistake(new FilterError(problems), filter) : filter;
}

/** The options as Azure's JSON, which is the form that all rules are about. */
function toJson(
  given: Readonly<Record<string, unknown>>,
  conditions: readonly unknown[],
): { [K in keyof ArmFilter]: unknown } {
  const { eventTypes, subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive, enableAdvancedFilteringOnArrays } =
    given;
  const types = Array.isArray(eventTypes)
    ? [...new Set(eventTypes)].sort()
    : eventTypes === "All"
      ? ["All"]
      : eventTypes;
  return {
    includedEventTypes: types,
    subjectBeginsWith,
    subjectEndsWith,
    isSubjectCaseSensitive,
    enableAdvancedFilteringOnArrays: enableAdvancedFilteringOnArrays ?? needsArrayFlag(types, conditions),
    advancedFilters: conditions,
  };
}

const optionNames = [
  "eventTypes",
  "subjectBeginsWith",
  "subjectEndsWith",
  "isSubjectCaseSensitive",
  "where",
  "enableAdvancedFilteringOnArrays",
  "deliverySchema",
] as const satisfies readonly (keyof FilterOptions<readonly EventType[], string, string, boolean, DeliverySchema>)[];

function optionProblems(given: Readonly<Record<string, unknown>>): Finding[] {
  const problems: Finding[] = Object.keys(given)
    .filter((name) => !(optionNames as readonly string[]).includes(name))
    .map((name) => {
      const near = didYouMean(name, optionNames);
      const hint = near === undefined ? `It has ${optionNames.join(", ")}.` : `Did you mean ${near}?`;
      const message = `filter() has no option ${shown(name)}. ${hint}`;
      const fix = near === undefined ? {} : { fix: near };
      return finding(buildFindings, "filter-option-unknown", {
        message,
        path: `filter.${name}`,
        value: given[name],
        ...fix,
      });
    });
  const { eventTypes, deliverySchema } = given;
  if (eventTypes === undefined || eventTypes === null || (Array.isArray(eventTypes) && eventTypes.length === 0)) {
    problems.push(noEventTypes(eventTypes));
  }
  if (
    deliverySchema !== undefined &&
    deliverySchema !== "EventGridSchema" &&
    deliverySchema !== "CloudEventSchemaV1_0"
  ) {
    const message = `deliverySchema is "EventGridSchema" or "CloudEventSchemaV1_0", but here is ${shown(deliverySchema)}.`;
    const path = "filter.deliverySchema";
    problems.push(finding(buildFindings, "filter-option-invalid", { message, path, value: deliverySchema }));
  }
  return problems;
}

function noEventTypes(value: unknown): Finding {
  const message = `The filter names no event types. Azure would write the source's default types into the subscription when it is created. Name them, like ${shown(eventTypeNames[0])}, or say eventTypes: "All".`;
  return finding(buildFindings, "filter-names-no-event-types", { message, path: "filter.includedEventTypes", value });
}

/** The conditions that `where` returns. What it throws of its own is the caller's and goes through. */
function askWhere(where: unknown, problems: Finding[]): readonly unknown[] {
  if (where === undefined) return [];
  const path = "filter.advancedFilters";
  if (typeof where !== "function") {
    const message = `where is a function from the event to a list of conditions, but here is ${shown(where)}.`;
    problems.push(finding(buildFindings, "filter-option-invalid", { message, path, value: where }));
    return [];
  }
  try {
    const conditions: unknown = where(eventProxy());
    if (Array.isArray(conditions)) return conditions;
    const message = `where returns a list of conditions, as in (event) => [event.data.from.isIn("…")], but here is ${shown(conditions)}.`;
    problems.push(finding(buildFindings, "filter-option-invalid", { message, path, value: conditions }));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    problems.push(...error.findings);
  }
  return [];
}
