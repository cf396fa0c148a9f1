import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  defaultPolicyConfig,
  defaultsOf,
  type ParsedPolicyConfig,
  parsePolicyConfig,
} from "../policies/policy-config.ts";
import type { Rule } from "../policies/rules/rule.ts";

/** Where a stack keeps what it wants of the policies, relative to the repository; for `--policy-pack-config` too. */
export function policyConfigFile(stack: string): string {
  return `policies/config/${stack}.json`;
}

/** What the stack wants of the policies, `rules` or those of this package. Without a file, every rule has its default. Problems name the file. */
export function readPolicyConfig(repository: string, stack: string, rules?: readonly Rule[]): ParsedPolicyConfig {
  const name = policyConfigFile(stack);
  const file = join(repository, name);
  if (!existsSync(file)) return { ok: true, config: rules === undefined ? defaultPolicyConfig : defaultsOf(rules) };
  return readPolicyConfigText(readFileSync(file, "utf8"), name, rules);
}

/** The same of the content of such a file, from wherever it was read; `name` is what problems call it. */
export function readPolicyConfigText(text: string, name: string, rules?: readonly Rule[]): ParsedPolicyConfig {
  let json: unknown;
  try {
    json = text.trim() === "" ? {} : JSON.parse(text);
  } catch (error) {
    const message = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problems: [{ id: "policy-config-invalid", path: name, message }] };
  }
  const parsed = parsePolicyConfig(json, rules);
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map((one) => ({ ...one, path: one.path === "" ? name : `${name} › ${one.path}` }));
  return { ok: false, problems };
}
