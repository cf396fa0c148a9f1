import { rules as builtIn } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";

/** What a pack has beside the rules of this package. */
export interface PolicyPackArgs {
  /** The project's own rules. */
  readonly rules?: readonly Rule[];
}

/**
 * The rules of this package, and those of a project after them. `own` comes from a file of the project, so it is
 * checked here. Throws an `Error` that lists every mistake.
 */
export function withOwnRules(own: readonly unknown[]): readonly Rule[] {
  const names = new Set(builtIn.map(({ name }) => name));
  const mistakes = own.flatMap((one, index) => {
    if (!isRule(one)) return [`[${index}] is not a rule; make it with subscriptionRule, resourceRule or stackRule`];
    const { name } = one;
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      return [`[${index}] has the name "${name}"; a rule's name has lower-case letters, digits and inner hyphens`];
    }
    if (reserved.has(name)) return [`[${index}] has the name "${name}", which the configuration needs for itself`];
    if (names.has(name)) return [`[${index}] has the name "${name}", which another rule has already`];
    names.add(name);
    return [];
  });
  if (mistakes.length > 0) {
    throw new Error(
      `The project's own rules (policies/rules.ts) are wrong:\n${mistakes.map((one) => `  rules${one}`).join("\n")}`,
    );
  }
  return Object.freeze([...builtIn, ...(own as readonly Rule[])]);
}

/** The words of a configuration that are not rules, and the names of the pack's own two policies. */
const reserved = new Set(["all", "environments", "see-secrets", "cannot-tell-yet"]);

const scopes: readonly unknown[] = ["subscription", "resource", "stack"] satisfies Rule["scope"][];

function isRule(value: unknown): value is Rule {
  if (typeof value !== "object" || value === null) return false;
  const { scope, name, check, parameters, references } = value as Partial<Record<keyof Rule, unknown>>;
  return (
    scopes.includes(scope) &&
    typeof name === "string" &&
    typeof check === "function" &&
    typeof parameters === "object" &&
    Array.isArray(references)
  );
}
