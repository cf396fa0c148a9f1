import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderProblems } from "../plan/problem.ts";
import type { ParsedPolicyConfig, PolicyConfig } from "./policy-config.ts";
import { renderPolicyConfig } from "./render-config.ts";

/** The options of the same names of Pulumi's Automation API; on the command line `--policy-pack`, `--policy-pack-config`. */
export interface PolicyPackOptions {
  readonly policyPacks: string[];
  readonly policyPackConfigs: string[];
}

/** What has to be known of an engine (`findEngine()`). */
export interface PolicyEngine {
  /** Whether its language host can start a pack from its folder. */
  readonly canRunPolicyPacks: boolean;
}

/** What to name as the policy pack for an engine: the folder, or the program in it where the language host cannot start folders. */
export function policyPackPath(
  repository: string,
  { canRunPolicyPacks }: PolicyEngine,
  platform: NodeJS.Platform = process.platform,
): string {
  const folder = join(repository, "policies");
  if (canRunPolicyPacks) return folder;
  return join(folder, platform === "win32" ? "run.cmd" : "run");
}

/** What has to be known of a project (`Project`). */
export interface PolicyProject {
  readonly root: string;
  policyConfig(stack: string): Promise<ParsedPolicyConfig>;
}

export interface RehearsedPolicies {
  readonly project: PolicyProject;
  readonly stack: string;
  readonly engine: PolicyEngine;
  /** Where the rehearsal keeps its files; the configuration is written there. */
  readonly folder: string;
  /** Hosts of stand-ins for webhooks that have no address yet. */
  readonly standInHosts: readonly string[];
}

/**
 * The options with which a rehearsal deploys: the stack's own configuration of the policies, but for what a rehearsal
 * cannot keep. Throws an `Error` with the whole report where the
 * configuration is wrong.
 */
export async function policyPackForRehearsal(rehearsal: RehearsedPolicies): Promise<PolicyPackOptions> {
  const pack = policyPackPath(rehearsal.project.root, rehearsal.engine);
  const parsed = await rehearsal.project.policyConfig(rehearsal.stack);
  if (!parsed.ok) throw new Error(renderProblems(parsed.problems, rehearsal.stack));
  const file = join(rehearsal.folder, "policies.json");
  const config = renderPolicyConfig(rehearsedConfig(parsed.config, rehearsal.standInHosts));
  await writeFile(file, JSON.stringify(config, undefined, 2));
  return { policyPacks: [pack], policyPackConfigs: [file] };
}

/**
 * The options with which a stack is deployed for real: the pack, and the configuration that the project has for
 * `stack`. Throws an `Error` with the whole report where the configuration is wrong.
 */
export async function policyPackForDeployment(
  project: PolicyProject,
  stack: string,
  engine: PolicyEngine,
): Promise<PolicyPackOptions> {
  const pack = policyPackPath(project.root, engine);
  const parsed = await project.policyConfig(stack);
  if (!parsed.ok) throw new Error(renderProblems(parsed.problems, stack));
  const file = join(project.root, "policies", "config", `${stack}.json`);
  // The engine does not take an empty file for an empty configuration.
  const says = existsSync(file) && readFileSync(file, "utf8").trim() !== "";
  return { policyPacks: [pack], policyPackConfigs: says ? [file] : [] };
}

/** A rehearsal puts stand-ins in the place of webhooks, and protects nothing, since it throws everything away. */
export function rehearsedConfig(config: PolicyConfig, standInHosts: readonly string[]): PolicyConfig {
  return new Map(
    [...config].map(([name, settings]) => {
      if (name === "communication-service-protected") return [name, { ...settings, level: "disabled" as const }];
      if (!Object.hasOwn(settings.parameters, "standInHosts")) return [name, settings];
      return [name, { ...settings, parameters: { ...settings.parameters, standInHosts } }];
    }),
  );
}
