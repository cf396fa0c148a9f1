import { isJsonNumber } from "../../json/exact-number.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Finding } from "../finding.ts";
import { finding } from "../finding-definitions.ts";
import { isOperator, type Operand, type Operator, operators } from "../operators.ts";
import { armFindings } from "./arm-findings.ts";
import { shown } from "./json-value.ts";

/** One condition as it was read; absent when it cannot be one, which is an error among the findings. */
export interface ReadAdvancedFilter {
  readonly advancedFilter?: AdvancedFilter;
  readonly findings: readonly Finding[];
  /** Properties that Azure does not know, as they were. */
  readonly unknown: Readonly<Record<string, unknown>>;
}

const operatorNames = Object.keys(operators);
const known = ["operatorType", "key", "value", "values"];

/** Reads one element of `advancedFilters`. `path` is its place in the input. Never throws on content. */
export function readAdvancedFilter(json: unknown, path: string): ReadAdvancedFilter {
  if (!isJsonObject(json)) {
    const message = `An advanced filter is an object like {"operatorType": "StringIn", "key": "data.…", "values": ["…"]}, but here is ${shown(json)}.`;
    return {
      findings: [finding(armFindings, "advanced-filter-not-object", { message, path, value: json })],
      unknown: {},
    };
  }
  const unknown = Object.fromEntries(Object.entries(json).filter(([name]) => !known.includes(name)));
  const findings: Finding[] = Object.keys(unknown).map((name) => unknownProperty(name, known, path, unknown[name]));

  const operator = readOperator(json["operatorType"], path, findings);
  const key = json["key"];
  if (typeof key !== "string" || key === "") {
    const message = `An advanced filter names the key that it looks at, for example "data.from", but here is ${shown(key)}.`;
    findings.push(finding(armFindings, "key-missing", { message, path: `${path}.key`, value: key }));
  }
  const operand = operator === undefined ? undefined : readOperand(operator, json, path, findings);
  if (operator === undefined || operand === undefined || typeof key !== "string" || key === "") {
    return { findings, unknown };
  }
  // `readOperand` has just made sure that the operand is the one of this operator; the compiler cannot see the pairing.
  const advancedFilter = Object.freeze({ operatorType: operator, key, ...operand }) as AdvancedFilter;
  return { advancedFilter, findings, unknown };
}

/** The finding about a property that Azure does not know, with the one that was probably meant. */
export function unknownProperty(name: string, properties: readonly string[], path: string, value: unknown): Finding {
  const near = didYouMean(name, properties);
  const hint = near === undefined ? `It knows ${properties.join(", ")}.` : `Did you mean ${near}?`;
  return finding(armFindings, "property-unknown", {
    message: `Azure does not know the property ${shown(name)} here, so that it has no effect. ${hint}`,
    path: `${path}.${name}`,
    value,
    ...(near === undefined ? {} : { fix: near }),
  });
}

function readOperator(name: unknown, path: string, findings: Finding[]): Operator | undefined {
  if (typeof name === "string" && isOperator(name)) return name;
  const at = { path: `${path}.operatorType`, value: name };
  if (typeof name !== "string" || name === "") {
    const message = `An advanced filter says its operator under operatorType, but here is ${shown(name)}. There are ${operatorNames.join(", ")}.`;
    findings.push(finding(armFindings, "operator-missing", { message, ...at }));
    return undefined;
  }
  const near = didYouMean(name, operatorNames);
  const hint = near === undefined ? `There are ${operatorNames.join(", ")}.` : `Did you mean ${near}?`;
  const message = `There is no operator ${shown(name)}. ${hint}`;
  findings.push(
    finding(armFindings, "operator-unknown", {
      message,
      ...at,
      ...(near === undefined ? {} : { fix: near }),
    }),
  );
  return undefined;
}

const operandWords = {
  number: "one number",
  numbers: "numbers",
  ranges: "pairs of a lower and an upper bound, like [[0, 5], [10, 20]]",
  boolean: "true or false",
  strings: "strings",
  none: "no operand",
} as const satisfies Record<Operand, string>;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Azure fixes per operator whether the operand is under `value` or `values` (operators of EventGrid.json 2025-02-15).
 * What it does with the other name is not known: people report that `value` did nothing for operators on lists
 * (azure-docs#52637), and that a number under `Values` worked (azure-docs#18172).
 */
function readOperand(operator: Operator, json: JsonObject, path: string, findings: Finding[]): object | undefined {
  const { operand } = operators[operator];
  const name = operand === "number" || operand === "boolean" ? "value" : operand === "none" ? undefined : "values";
  const other = name === "value" ? "values" : "value";
  if (name === undefined) {
    for (const extra of ["value", "values"]) reportExtra(operator, extra, json[extra], path, findings);
    return {};
  }
  const given = json[name];
  const elsewhere = json[other];
  if (given === undefined || given === null) {
    findings.push(missingOperand(operator, name, other, elsewhere, path));
    return undefined;
  }
  reportExtra(operator, other, elsewhere, path, findings);
  const problem = operandProblem(operand, given);
  if (problem !== undefined) {
    const message = `${operator} takes ${operandWords[operand]} under ${name}, but ${problem.what}.`;
    const fix = problem.fix === undefined ? {} : { fix: problem.fix };
    const at = `${path}.${name}${problem.at}`;
    findings.push(finding(armFindings, "operand-wrong-type", { message, path: at, value: problem.value, ...fix }));
    return undefined;
  }
  return { [name]: frozenCopy(given) };
}

function reportExtra(operator: Operator, name: string, value: unknown, path: string, findings: Finding[]): void {
  if (value === undefined || value === null) return;
  const message = `${operator} takes ${operandWords[operators[operator].operand]}; the value under ${name} is ignored. Omit it.`;
  findings.push(finding(armFindings, "operand-ignored", { message, path: `${path}.${name}`, value }));
}

function missingOperand(operator: Operator, name: string, other: string, elsewhere: unknown, path: string): Finding {
  const { operand } = operators[operator];
  const takes = `${operator} takes ${operandWords[operand]} under ${name}`;
  if (elsewhere === undefined || elsewhere === null) {
    const message = `${takes}, but there is nothing.`;
    return finding(armFindings, "operand-missing", { message, path: `${path}.${name}`, value: undefined });
  }
  const only = Array.isArray(elsewhere) ? (elsewhere.length === 1 ? elsewhere[0] : undefined) : elsewhere;
  const moved = name === "values" ? (Array.isArray(elsewhere) ? elsewhere : [elsewhere]) : only;
  const fits = moved !== undefined && operandProblem(operand, moved) === undefined;
  const message = `${takes}, but ${shown(elsewhere)} is under ${other}.${fits ? ` Write it under ${name}.` : ""}`;
  const at = { path: `${path}.${other}`, value: elsewhere };
  return finding(armFindings, "operand-misplaced", { message, ...at, ...(fits ? { fix: { [name]: moved } } : {}) });
}

interface OperandProblem {
  readonly what: string;
  readonly at: string;
  readonly value: unknown;
  readonly fix?: unknown;
}

function operandProblem(operand: Operand, given: unknown): OperandProblem | undefined {
  switch (operand) {
    case "none":
      return undefined;
    case "number":
      return scalarProblem("number", given, "");
    case "boolean":
      return scalarProblem("boolean", given, "");
    case "strings":
      return listProblem(given, (element, at) => scalarProblem("string", element, at));
    case "numbers":
      return listProblem(given, (element, at) => scalarProblem("number", element, at));
    case "ranges":
      return listProblem(given, pairProblem);
  }
}

function listProblem(
  given: unknown,
  ofElement: (element: unknown, at: string) => OperandProblem | undefined,
): OperandProblem | undefined {
  if (!Array.isArray(given))
    return { what: `here is ${shown(given)}, which is not a list`, at: "", value: given, fix: [given] };
  for (const [index, element] of given.entries()) {
    const problem = ofElement(element, `[${index}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function pairProblem(element: unknown, at: string): OperandProblem | undefined {
  if (!Array.isArray(element) || element.length !== 2) {
    return { what: `here is ${shown(element)}, which is not a pair`, at, value: element };
  }
  return scalarProblem("number", element[0], `${at}[0]`) ?? scalarProblem("number", element[1], `${at}[1]`);
}

function scalarProblem(type: "number" | "string" | "boolean", given: unknown, at: string): OperandProblem | undefined {
  // Beyond the range of a double JSON.parse makes Infinity, which no JSON can say.
  if (type === "number" && typeof given === "number" && !Number.isFinite(given)) {
    return { what: "the number here is too large to be read", at, value: given };
  }
  if (type === "number" ? isJsonNumber(given) : typeof given === type) return undefined;
  const fix = converted(type, given);
  return { what: `here is ${shown(given)}`, at, value: given, ...(fix === undefined ? {} : { fix }) };
}

/** What someone who wrote `"5"` for 5, or 5 for `"5"`, meant. Only a suggestion: Event Grid converts nothing. */
function converted(type: "number" | "string" | "boolean", given: unknown): unknown {
  if (type === "string") return typeof given === "number" || typeof given === "boolean" ? String(given) : undefined;
  if (typeof given !== "string") return undefined;
  if (type === "boolean") return /^true$/i.test(given) ? true : /^false$/i.test(given) ? false : undefined;
  return /^-?\d{1,15}(?:\.\d+)?$/.test(given) ? Number(given) : undefined;
}

function frozenCopy(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze(value.map(frozenCopy)) : value;
}
