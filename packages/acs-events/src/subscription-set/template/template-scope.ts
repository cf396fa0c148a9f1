import { isJsonObject } from "../../json/json-object.ts";
import { hiddenMark, isHiddenMark } from "../hidden-values.ts";
import { type Expression, isTemplateExpression, parseExpression } from "./parse-expression.ts";
import type { Argument } from "./template-function.ts";
import { templateFunctions } from "./template-functions.ts";
import {
  isPartialText,
  isTemplateObject,
  isUnknown,
  largestValue,
  partialText,
  sizeOf,
  type TemplateValue,
  unknownValue,
} from "./template-value.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Where a copy loop stands: its name in lower case, and the number of the copy, counted from 0. */
export type CopyPosition = ReadonlyMap<string, number>;

/** What the expressions of one template are computed from. */
export interface TemplateScope {
  /** JSON of the template with its expressions computed as far as they can be; what cannot be is unknown. */
  readonly evaluate: (json: unknown, copy?: CopyPosition) => TemplateValue;
}

export interface TemplateInput {
  /** The template itself: its `parameters` and `variables` are used. */
  readonly template: JsonObject;
  /** The values that are given to parameters, by name. */
  readonly parameters: ReadonlyMap<string, TemplateValue>;
}

/** Steps of one template: more than any real one takes, and a moment's work. */
const mostSteps = 100_000;
/** Variables that use variables, and JSON inside of JSON. */
const deepest = 100;
/** Azure makes no more copies in one loop (Azure docs, template limits). */
export const mostCopies = 800;

/**
 * The scope of a template. Computes what stands before a deployment: parameters that are given or have a default,
 * variables, copy loops and plain functions. Bounded in steps, depth and length, whatever the template says.
 */
export function templateScope({ template, parameters }: TemplateInput): TemplateScope {
  const declared = byLowerName(template["parameters"]);
  const variables = byLowerName(template["variables"]);
  const given = new Map([...parameters].map(([name, value]) => [name.toLowerCase(), value]));
  const known = new Map<string, TemplateValue>();
  const parsed = new Map<string, Expression | undefined>();
  const underWay = new Set<string>();
  let steps = 0;
  let depth = 0;

  /** Each variable and default is computed once; one that needs itself is unknown. */
  const once = (key: string, text: string, compute: () => TemplateValue): TemplateValue => {
    if (known.has(key)) return known.get(key);
    if (underWay.has(key)) return unknownValue(text);
    underWay.add(key);
    const value = compute();
    underWay.delete(key);
    known.set(key, value);
    return value;
  };

  const parameterOf = (name: string, text: string): TemplateValue => {
    const declaration = declared.get(name);
    if (/^secure/i.test(String(isJsonObject(declaration) ? declaration["type"] : ""))) return hiddenMark("secret");
    if (given.has(name)) return given.get(name);
    if (!isJsonObject(declaration) || declaration["defaultValue"] === undefined) return unknownValue(text);
    return once(`parameter ${name}`, text, () => evaluate(declaration["defaultValue"], noCopy));
  };

  const variableOf = (name: string, text: string): TemplateValue => {
    if (variables.has(name)) return once(`variable ${name}`, text, () => evaluate(variables.get(name), noCopy));
    const loops = variables.get("copy");
    const loop = (Array.isArray(loops) ? loops : [])
      .filter(isJsonObject)
      .find((one) => String(one["name"]).toLowerCase() === name);
    return loop === undefined ? unknownValue(text) : once(`variable ${name}`, text, () => copies(loop, noCopy));
  };

  const call = ({ name, args, text }: Expression & { kind: "call" }, copy: CopyPosition): TemplateValue => {
    if (name === "copyindex")
      return (
        copyIndexOf(
          args.map((one) => compute(one, copy)),
          copy,
        ) ?? unknownValue(text)
      );
    const values = args.map((one): Argument => ({ value: compute(one, copy), text: one.text }));
    const [first] = values;
    if ((name === "parameters" || name === "variables") && typeof first?.value === "string") {
      const lower = first.value.toLowerCase();
      return name === "parameters" ? parameterOf(lower, text) : variableOf(lower, text);
    }
    const answer = templateFunctions.get(name.replace(/^sys\./, ""))?.(values);
    return answer === undefined || sizeOf(answer) > largestValue ? unknownValue(text) : answer;
  };

  const compute = (expression: Expression, copy: CopyPosition): TemplateValue => {
    steps += 1;
    if (steps > mostSteps || depth > deepest) return unknownValue(expression.text);
    depth += 1;
    try {
      switch (expression.kind) {
        case "literal":
          return expression.value;
        case "call":
          return call(expression, copy);
        case "property":
          return memberOf(compute(expression.of, copy), expression.name) ?? unknownValue(expression.text);
        case "index": {
          const index = compute(expression.index, copy);
          return memberOf(compute(expression.of, copy), index) ?? unknownValue(expression.text);
        }
      }
    } finally {
      depth -= 1;
    }
  };

  const evaluateText = (text: string, copy: CopyPosition): TemplateValue => {
    if (!isTemplateExpression(text)) return text.startsWith("[[") ? text.slice(1) : text;
    if (!parsed.has(text)) parsed.set(text, parseExpression(text.slice(1, -1)));
    const expression = parsed.get(text);
    const value = expression === undefined ? undefined : compute(expression, copy);
    if (isPartialText(value)) return partialText(value.parts, text);
    return value === undefined || (isHiddenMark(value) && value.why === "expression") ? unknownValue(text) : value;
  };

  /** A property that a loop makes a list of: `{"copy": [{"name": …, "count": …, "input": …}]}`. */
  const copies = (loop: JsonObject, copy: CopyPosition): TemplateValue => {
    const count = evaluate(loop["count"], copy);
    if (typeof count !== "number" || count > mostCopies) return unknownValue(`copy of ${String(loop["name"])}`);
    const name = String(loop["name"]).toLowerCase();
    return Array.from({ length: Math.max(0, count) }, (_, index) =>
      evaluate(loop["input"], new Map([...copy, [name, index]])),
    );
  };

  const evaluate = (json: unknown, copy: CopyPosition): TemplateValue => {
    steps += 1;
    if (typeof json === "string") return evaluateText(json, copy);
    if (typeof json !== "object" || json === null || isUnknown(json) || steps > mostSteps) return json;
    // What reads the value goes through it level by level, and has a stack of a megabyte.
    if (depth > deepest) return unknownValue("a value with too many levels");
    depth += 1;
    try {
      if (Array.isArray(json)) return sized(json.map((one) => evaluate(one, copy)));
      const entries = Object.entries(json).flatMap(([name, value]): (readonly [string, TemplateValue])[] => {
        if (name === "copy" && Array.isArray(value))
          return value.filter(isJsonObject).map((loop) => [String(loop["name"]), copies(loop, copy)] as const);
        const key = evaluateText(name, copy);
        return [[typeof key === "string" ? key : name, evaluate(value, copy)]];
      });
      return sized(Object.fromEntries(entries));
    } finally {
      depth -= 1;
    }
  };

  return { evaluate: (json, copy = noCopy) => evaluate(json, copy) };
}

const noCopy: CopyPosition = new Map();

function sized(value: TemplateValue): TemplateValue {
  return sizeOf(value) > largestValue ? unknownValue("a value that is too large") : value;
}

/** `copyIndex()`, `copyIndex(offset)`, `copyIndex('loop')` or `copyIndex('loop', offset)`; without a name the innermost. */
function copyIndexOf(args: readonly TemplateValue[], copy: CopyPosition): number | undefined {
  const [first, second] = args;
  const index = typeof first === "string" ? copy.get(first.toLowerCase()) : [...copy.values()].at(-1);
  const offset = typeof first === "number" ? first : typeof second === "number" ? second : 0;
  return index === undefined ? undefined : index + offset;
}

/** A property, compared without case as Azure does, or an element; undefined where it cannot be known. */
function memberOf(of: TemplateValue, name: TemplateValue): TemplateValue | undefined {
  if (Array.isArray(of)) return typeof name === "number" ? of[name] : undefined;
  if (!isTemplateObject(of) || typeof name !== "string" || isPartialText(of)) return undefined;
  const lower = name.toLowerCase();
  return Object.entries(of).find(([key]) => key.toLowerCase() === lower)?.[1];
}

function byLowerName(object: unknown): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(isJsonObject(object) ? object : {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
