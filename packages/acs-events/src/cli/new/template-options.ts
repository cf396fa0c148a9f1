import { optionProblems } from "../../plan/templates/option-problems.ts";
import type { Template, TemplateOption } from "../../plan/templates/template.ts";
import { didYouMean } from "../../text/did-you-mean.ts";

export type OptionValue = string | boolean | readonly string[];

export interface ReadOptions {
  /** By the options' names, in the template's order. */
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Sentences, each with the option that it is about. */
  readonly problems: readonly string[];
}

/**
 * Reads `--option key=value` by what the template takes: lists by commas, and an option given twice adds to its list.
 * What is wrong with a value is said as the template itself says it in a team file.
 */
export function readTemplateOptions(template: Template, given: readonly string[]): ReadOptions {
  const problems: string[] = [];
  const typed = new Map<string, string[]>();
  for (const one of given) {
    const equals = one.indexOf("=");
    const name = equals === -1 ? one : one.slice(0, equals);
    const option = template.options.find((candidate) => candidate.name === name);
    if (option === undefined) problems.push(unknownOption(template, name));
    else if (equals === -1) problems.push(`--option ${name}: Write it with its value: ${name}=${option.example}`);
    else typed.set(name, [...(typed.get(name) ?? []), one.slice(equals + 1)]);
  }
  const options: Record<string, OptionValue> = {};
  for (const option of template.options) {
    const its = typed.get(option.name);
    if (its === undefined) continue;
    options[option.name] = optionValue(option, its);
    if (option.kind !== "texts" && its.length > 1) {
      problems.push(`--option ${option.name}: It takes one value, and ${its.length} are given.`);
    }
  }
  const wrong = optionProblems(template, options).filter(({ option }) => Object.hasOwn(options, option));
  return { options, problems: [...problems, ...wrong.map(({ option, message }) => `--option ${option}: ${message}`)] };
}

/** The required options of which `given` says nothing. */
export function optionsLacking(template: Template, given: readonly string[]): readonly TemplateOption[] {
  return template.options.filter(({ name, required }) => required && !isGiven(name, given));
}

/** Whether `given` has a word on the option, be it right or wrong. */
export function isGiven(name: string, given: readonly string[]): boolean {
  return given.some((one) => one === name || one.startsWith(`${name}=`));
}

function optionValue({ kind }: TemplateOption, typed: readonly string[]): OptionValue {
  const [first = ""] = typed;
  switch (kind) {
    case "boolean":
      return first === "true" ? true : first === "false" ? false : first;
    case "text":
      return first;
    case "texts":
      return typed.flatMap((one) => one.split(",")).flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
  }
}

function unknownOption(template: Template, name: string): string {
  const names = template.options.map((option) => option.name);
  const near = didYouMean(name, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  const takes = names.length === 0 ? "takes no options" : `takes ${names.join(", ")}`;
  return `--option ${name}: The template ${template.name} ${takes}.${hint}`;
}
