import type { EventType } from "../catalog/event-types.ts";
import type { Field, Fields } from "../catalog/payloads/field.ts";
import { sampleOnlyFields } from "../catalog/payloads/sample-only.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { foldCase } from "../filters/match/fold.ts";
import { operators } from "../filters/operators.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { lookUp, type PayloadLookup, payloadPaths } from "./payload-lookup.ts";
import { didYouMeanInWords, listed, typesInWords } from "./wording.ts";

const findings = {
  "field-unknown": {
    level: "error",
    says: "No documented payload of the chosen event types has this property, so that the condition is decided by its absence alone. A dot in a property's own name cannot be written in a key.",
    todo: "Write the name that is suggested. For a property that is newer than this version of the package, update the package.",
  },
  "field-of-client-library": {
    level: "error",
    says: "The key names a property as the client library calls it; on the wire, where filters look, it has another name.",
    todo: "Write the name that the finding gives.",
  },
  "field-spelled-otherwise": {
    level: "warning",
    says: "The sources disagree about this property: the key has a name that only older sources or single samples show.",
    todo: "Write the name that the finding gives, or look at a real event.",
  },
  "field-in-array": {
    level: "error",
    says: "The key leads into an array. Event Grid cannot look into arrays of objects, and has no index for elements.",
    todo: "Filter by something else, and look at the array in the handler.",
  },
  "field-not-in-all-types": {
    level: "warning",
    says: "Some of the listed event types have no such property; their events never pass this condition.",
    todo: "Make a subscription of its own for them, or take them out of the list.",
  },
  "key-case-differs": {
    level: "info",
    says: "The key is written in another case than the payload's property. Keys seem to be compared without case, but that is not documented.",
    todo: "Write it as the payload does.",
  },
} as const;

/** Whether the payloads of the chosen types have what a key names. */
export const fieldsRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) =>
    advancedFilters.flatMap((condition, index): Finding[] => {
      const key = parseKey(condition.key);
      if (key.kind !== "data" || key.names.some((name) => name === "") || context.types.length === 0) return [];
      const looked = context.types.map((type) => ({ type, found: lookUp(type, key.names) }));
      const problem =
        nowhere(condition, looked, context) ??
        notEverywhere(condition, looked, context) ??
        otherCase(condition.key, looked);
      if (problem === undefined) return [];
      const { id, message, fix } = problem;
      const path = `${context.path}.advancedFilters[${index}].key`;
      return [finding(findings, id, { message, path, value: condition.key, ...(fix === undefined ? {} : { fix }) })];
    }),
};

interface Looked {
  readonly type: EventType;
  readonly found: PayloadLookup;
}

interface FieldProblem {
  readonly id: keyof typeof findings;
  readonly message: string;
  readonly fix?: string | undefined;
}

function isThere({ found }: Looked): boolean {
  return found.kind === "field" || found.kind === "open";
}

/** None of the types has it; the most telling of the reasons is given. */
function nowhere(
  { operatorType, key }: AdvancedFilter,
  looked: readonly Looked[],
  context: CheckContext,
): FieldProblem | undefined {
  if (looked.some(isThere)) return undefined;
  const whose = context.listed ? typesInWords(context.types) : "any event type";
  for (const { found } of looked) {
    if (found.kind === "other-name") return otherName(key, found);
    if (found.kind === "in-array") {
      const message =
        found.of === "objects"
          ? `data.${found.path} is an array of objects, into which Event Grid cannot look; ${shown(key)} never has a value.`
          : `data.${found.path} is an array of strings; ${shown(key)} leads to nothing in it, since elements have no names or numbers in keys.`;
      return { id: "field-in-array", message, fix: found.of === "strings" ? `data.${found.path}` : undefined };
    }
  }
  const names = key.split(".").slice(1);
  const sampled = looked.find(({ type }) => isInSamplesOnly(type, names));
  if (sampled !== undefined) {
    const message = `Sources disagree about ${shown(key)}: a published sample of ${typesInWords([sampled.type])} has it, and no other source does.`;
    return { id: "field-spelled-otherwise", message };
  }
  const inValue = looked.find(({ found }) => found.kind === "in-value")?.found;
  const effect = operators[operatorType].missing === true ? "always holds" : "never holds";
  if (inValue?.kind === "in-value") {
    const message = `data.${inValue.path} is a ${inValue.of}, with nothing inside; the condition on ${shown(key)} ${effect}.`;
    return { id: "field-unknown", message, fix: `data.${inValue.path}` };
  }
  const existing = [...new Set(context.types.flatMap((type) => payloadPaths(type)))].map((path) => `data.${path}`);
  const fix = didYouMean(key, existing);
  const dots = /@|https?:/.test(key) ? " A dot in a property's own name cannot be written in a key." : "";
  const message = `No documented payload of ${whose} has ${shown(key)}; the condition ${effect}.${dots}${didYouMeanInWords(fix) || fieldsInWords(existing, context)}`;
  return { id: "field-unknown", message, fix };
}

/** What a condition can name instead: of one event type its fields, of several they would be too many. */
function fieldsInWords(existing: readonly string[], { listed: isListed, types }: CheckContext): string {
  const [only, second] = types;
  if (!isListed || only === undefined || second !== undefined || existing.length === 0) return "";
  // The outer ones first: what is deep inside a value is seldom what was meant.
  const depth = (path: string): number => path.split(".").length;
  return ` Its fields are ${listed(
    existing.toSorted((a, b) => depth(a) - depth(b)),
    8,
  )}.`;
}

/** Whether a published sample has the property, and neither the documentation nor a client library. */
function isInSamplesOnly(type: EventType, names: readonly string[]): boolean {
  let fields: Fields | undefined = sampleOnlyFields[type];
  for (const name of names) {
    const own = Object.keys(fields ?? {}).find((one) => foldCase(one) === foldCase(name));
    const field: Field | undefined = own === undefined ? undefined : fields?.[own];
    if (field === undefined) return false;
    // Below it names are free.
    if (field.map !== undefined) return true;
    fields = field.fields;
  }
  return true;
}

function otherName(key: string, { path, from }: PayloadLookup & { kind: "other-name" }): FieldProblem {
  const fix = `data.${path}`;
  if (from === "client-library") {
    const message = `${shown(key)} is a name of the client library, which no event carries; on the wire it is ${shown(fix)}.`;
    return { id: "field-of-client-library", message, fix };
  }
  const message = `Sources disagree about ${shown(key)}: today's events have ${shown(fix)}, as far as is documented.`;
  return { id: "field-spelled-otherwise", message, fix };
}

/** Some types have it and some do not, where that keeps events out. */
function notEverywhere(
  { operatorType, key }: AdvancedFilter,
  looked: readonly Looked[],
  context: CheckContext,
): FieldProblem | undefined {
  if (!context.listed || operators[operatorType].missing === true) return undefined;
  const without = looked.filter((one) => !isThere(one)).map(({ type }) => type);
  if (without.length === 0) return undefined;
  const message = `${typesInWords(without)} ${without.length === 1 ? "has" : "have"} no ${shown(key)}, so that ${without.length === 1 ? "its" : "their"} events never pass this condition. Make a subscription of its own for ${without.length === 1 ? "it" : "them"}.`;
  return { id: "field-not-in-all-types", message };
}

function otherCase(key: string, looked: readonly Looked[]): FieldProblem | undefined {
  const written = key.slice(key.indexOf(".") + 1);
  const own = looked.flatMap(({ found }) => (found.kind === "field" ? [found.path] : []));
  const [first] = own;
  if (first === undefined || own.includes(written)) return undefined;
  const fix = `data.${first}`;
  const message = `The payload has ${shown(fix)}, in another case than ${shown(key)}. Keys seem to be compared without case, but that is not documented.`;
  return { id: "key-case-differs", message, fix };
}
