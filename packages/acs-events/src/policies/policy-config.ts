import { shown } from "../filters/azure-json/json-value.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { Problem } from "../plan/problem.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import type { PolicyException } from "./exceptions.ts";
import { readExceptions } from "./read-exceptions.ts";
import { readParameter } from "./read-parameter.ts";
import { rules as builtInRules } from "./rules/index.ts";
import { type AnyParameterValues, defaultValues } from "./rules/parameters.ts";
import type { Rule, RuleLevel } from "./rules/rule.ts";

/** CrossGuard's levels; a rule that can put things right does so at "remediate", and what it cannot is mandatory. */
export type EnforcementLevel = RuleLevel | "remediate";

export const enforcementLevels = [
  "advisory",
  "mandatory",
  "remediate",
  "disabled",
] as const satisfies EnforcementLevel[];

/** The settings of one rule in a stack. */
export interface RuleSettings {
  readonly level: EnforcementLevel;
  readonly parameters: AnyParameterValues;
  readonly exceptions: readonly PolicyException[];
}

/** The settings of each rule in a stack, by its name; every rule is there. */
export type PolicyConfig = ReadonlyMap<string, RuleSettings>;

export type ParsedPolicyConfig =
  | { readonly ok: true; readonly config: PolicyConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Every rule at its default level, with its default parameters. */
export function defaultsOf(rules: readonly Rule[]): PolicyConfig {
  return new Map(
    rules.map((rule) => [
      rule.name,
      Object.freeze({ level: rule.level, parameters: defaultValues(rule.parameters), exceptions: [] }),
    ]),
  );
}

/** The same of the rules of this package. */
export const defaultPolicyConfig: PolicyConfig = defaultsOf(builtInRules);

/**
 * Reads the content of a `--policy-pack-config` file, parsed already: `{ "<rule>": "<level>" }` or `{ "<rule>": {
 * enforcementLevel, <parameters>, exceptions } }`, "all" for the level of every rule, alone or as the `policies` of
 * Pulumi's version 2. Stricter than the engine, which ignores unknown names because they could belong to another pack:
 * every name that is not a rule or parameter is a problem, and all of them are reported at once. `rules` are those
 * there are, a project's own included.
 */
export function parsePolicyConfig(json: unknown, rules: readonly Rule[] = builtInRules): ParsedPolicyConfig {
  if (!isJsonObject(json)) {
    return { ok: false, problems: [problem("", `it is an object of rules, but here is ${shown(json)}`, json)] };
  }
  const versioned = typeof json["version"] === "number";
  const given = versioned ? (json["policies"] ?? {}) : json;
  const problems: Problem[] = versioned ? nativeExceptions(json) : [];
  if (!isJsonObject(given)) {
    return {
      ok: false,
      problems: [problem("policies", `it is an object of rules, but here is ${shown(given)}`, given)],
    };
  }
  const all = readLevel(given["all"], "all", problems);
  const config = new Map<string, RuleSettings>();
  for (const rule of rules) {
    const { problems: own, ...settings } = readRuleSettings(rule, given[rule.name]);
    problems.push(...own);
    config.set(rule.name, { ...settings, level: settings.level ?? all ?? rule.level });
  }
  for (const [name, value] of Object.entries(given)) {
    // Pulumi's own: where to take configuration from.
    if (name === "all" || name === "environments" || config.has(name)) continue;
    problems.push(
      problem(
        name,
        `there is no rule "${name}"${meant(
          name,
          rules.map((rule) => rule.name),
        )}`,
        value,
      ),
    );
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

/** What was read of the settings of one rule; what could not be read has its default. */
export interface ReadRuleSettings extends Omit<RuleSettings, "level"> {
  readonly level: EnforcementLevel | undefined;
  readonly problems: readonly Problem[];
}

/** The settings of one rule from what is under its name: a level, or an object. */
export function readRuleSettings(rule: Rule, given: unknown): ReadRuleSettings {
  const problems: Problem[] = [];
  const values: Record<string, AnyParameterValues[string]> = { ...defaultValues(rule.parameters) };
  if (given === undefined) return { level: undefined, parameters: values, exceptions: [], problems };
  if (!isJsonObject(given)) {
    const level = readLevel(given, rule.name, problems);
    return { level, parameters: values, exceptions: [], problems };
  }
  const { enforcementLevel, exceptions, ...parameters } = given;
  for (const [name, value] of Object.entries(parameters)) {
    const path = `${rule.name}.${name}`;
    const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined;
    if (parameter === undefined) {
      const known = ["enforcementLevel", "exceptions", ...Object.keys(rule.parameters)];
      problems.push(problem(path, `${rule.name} has no parameter "${name}"${meant(name, known)}`, value));
      continue;
    }
    const read = readParameter(parameter, value);
    if (read.ok) values[name] = read.value;
    else problems.push(problem(path, read.message, value));
  }
  const read = readExceptions(exceptions, rule);
  problems.push(...read.problems.map(({ path, message, value }) => problem(path, message, value)));
  return {
    level: readLevel(enforcementLevel, `${rule.name}.enforcementLevel`, problems),
    parameters: values,
    exceptions: read.exceptions,
    problems,
  };
}

function readLevel(given: unknown, path: string, problems: Problem[]): EnforcementLevel | undefined {
  if (given === undefined) return undefined;
  const level = enforcementLevels.find((one) => one === given);
  if (level === undefined) {
    problems.push(problem(path, `${shown(given)} is not a level; there are ${enforcementLevels.join(", ")}`, given));
  }
  return level;
}

/** Pulumi's own exceptions know no expiry and no plan: an exception here stands with its rule and ends. */
function nativeExceptions(json: Readonly<Record<string, unknown>>): Problem[] {
  if (json["exceptions"] === undefined) return [];
  const message =
    "exceptions are under their rule here, as `exceptions`, so that they end and hold before the engine runs too";
  return [problem("exceptions", message, json["exceptions"])];
}

function problem(path: string, message: string, value: unknown): Problem {
  return { id: "policy-config-invalid", path, message, value };
}

function meant(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  return near === undefined ? `; there are ${known.join(", ")}` : `; did you mean "${near}"?`;
}
