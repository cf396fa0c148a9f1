import { shown } from "../../filters/azure-json/json-value.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { builtInSettings } from "../delivery-settings.ts";
import type { Template, TemplateOption } from "./template.ts";

/** Azure docs, event-filtering: a subscription has at most 25 values in all its conditions, each of 512 characters. */
const mostValues = 25;
const longestValue = 512;

/** What every template takes beside options of its own. */
const common: readonly string[] = ["endpoint", "only", "expires", "labels", ...Object.keys(builtInSettings)];

/** Something that is wrong with an option, in one sentence or two. */
export interface OptionProblem {
  readonly option: string;
  readonly message: string;
}

/**
 * Everything that is wrong with the options of a template, by whoever wrote them. What every template takes is looked
 * at by the plan; here it is only known by name.
 * @param given as in a team file: `{ numbersBeginWith: ["1206"], endpoint: "support-queue" }`.
 */
export function optionProblems(template: Template, given: Readonly<Record<string, unknown>>): readonly OptionProblem[] {
  const own = template.options.map(({ name }) => name);
  const unknown = Object.keys(given).filter((name) => !own.includes(name) && !common.includes(name));
  return Object.freeze([
    ...unknown.map((option) => ({ option, message: notAnOption(option, template, own) })),
    ...template.options.flatMap((option) =>
      problemsOf(option, given[option.name]).map((message) => ({ option: option.name, message })),
    ),
  ]);
}

function notAnOption(name: string, template: Template, own: readonly string[]): string {
  if (name === "filter") {
    const message = `${template.function} has no option "filter": the filter is the template's own.`;
    return `${message} Set its options, or write a subscription() with a filter().`;
  }
  const near = didYouMean(name, [...own, ...common]);
  const hint = near === undefined ? `It has ${[...own, ...common].join(", ")}.` : `Did you mean ${near}?`;
  return `${template.function} has no option ${shown(name)}. ${hint}`;
}

function problemsOf(option: TemplateOption, value: unknown): readonly string[] {
  if (value === undefined) return option.required ? [missing(option)] : [];
  switch (option.kind) {
    case "boolean":
      return typeof value === "boolean" ? [] : [`${shown(value)} is neither true nor false.`];
    case "text":
      return textProblems(option, value);
    case "texts":
      return listProblems(option, value);
  }
}

function missing({ kind, example, description }: TemplateOption): string {
  return `It is missing. ${description}: for example ${inTeamFile(kind, example)}.`;
}

function listProblems(option: TemplateOption, value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    return [`It is a list, but here is ${shown(value)}. Write ${inTeamFile("texts", option.example)}.`];
  }
  if (value.length === 0) {
    const instead = option.required ? "" : `, or omit the option: ${option.otherwise}`;
    return [`The list is empty. Write one like ${inTeamFile("texts", option.example)}${instead}.`];
  }
  const found = [...new Set<unknown>(value)].flatMap((one) => textProblems(option, one));
  if (found.length > 0) return found;
  const many = new Set<unknown>(value).size;
  if (many > mostValues) {
    return [`There are ${many} values, and Azure takes ${mostValues} in one subscription. Divide them among several.`];
  }
  const together = option.problemOfAll?.(value);
  return together === undefined ? [] : [together];
}

function textProblems({ allowed, problem, example }: TemplateOption, value: unknown): readonly string[] {
  if (typeof value !== "string" || value === "") {
    return [`${value === "" ? "Empty text" : shown(value)} is not a value; it is text like ${shown(example)}.`];
  }
  if (value.length > longestValue) {
    return [`${shown(value)} is too long; Azure takes up to ${longestValue} characters in a condition.`];
  }
  if (allowed !== undefined && !allowed.includes(value)) {
    const near = didYouMean(value, allowed);
    const hint = near === undefined ? "" : ` Did you mean ${shown(near)}?`;
    return [`${shown(value)} is not allowed; there is ${allowed.join(", ")}.${hint}`];
  }
  const wrong = problem?.(value);
  return wrong === undefined ? [] : [wrong];
}

function inTeamFile(kind: TemplateOption["kind"], example: string): string {
  if (kind === "boolean") return example;
  return kind === "texts" ? `[${shown(example)}]` : shown(example);
}
