import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ParsedPolicyConfig } from "../policies/policy-config.ts";
import type { Rule } from "../policies/rules/rule.ts";

/** Where a stack keeps its settings of the policies, relative to the project; for `--policy-pack-config` too. */
export function policyConfigFile(stack: string): string {
  return `policies/config/${stack}.json`;
}

/**
 * The settings of the policies in a stack: of `rules`, or those of this package. Without a file, every rule has its
 * default. Problems name the file.
 */
export async function readPolicyConfig(
  root: string,
  stack: string,
  rules?: readonly Rule[],
): Promise<ParsedPolicyConfig> {
  const name = policyConfigFile(stack);
  const file = join(root, name);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // The rules bring the whole algebra of filters along, which most commands do without.
  const { defaultPolicyConfig, defaultsOf, parsePolicyConfig } = await import("../policies/policy-config.ts");
  if (text.trim() === "") return { ok: true, config: rules === undefined ? defaultPolicyConfig : defaultsOf(rules) };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problems: [{ id: "policy-config-invalid", path: name, message }] };
  }
  const parsed = parsePolicyConfig(json, rules);
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map((one) => ({ ...one, path: one.path === "" ? name : `${name} › ${one.path}` }));
  return { ok: false, problems };
}
