import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TeamFile } from "../../plan/plan.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import type { SubscriptionDeclaration } from "../../plan/subscription.ts";
import type { Template, TemplateOptions } from "../../plan/templates/template.ts";
import { secretsByEndpoint } from "../../policies/endpoint-secrets.ts";
import { soundConfigurationOf } from "../../project/configuration-of.ts";
import { loadTeams } from "../../project/load-teams.ts";

/** A template as a team file calls it. */
export type TemplateFunction = (name: string, options: TemplateOptions) => readonly SubscriptionDeclaration[];

/** What is there before something new comes in. */
export interface Surroundings {
  /** Absolute. */
  readonly repository: string;
  readonly settings: StackSettings;
  /** What policies may know of the endpoints' secrets. */
  readonly secrets: ReturnType<typeof secretsByEndpoint>;
  readonly teams: readonly TeamFile[];
  /** The names in `infra/teams`. */
  readonly fileNames: readonly string[];
  readonly templates: readonly Template[];
  /** The function of a template; undefined where team files cannot import it. */
  templateFunction(template: Template): TemplateFunction | undefined;
}

/**
 * Reads the team files and the configuration of `stack` below `repository`. Throws a `UserError` when there is no such
 * stack, or when its configuration has mistakes.
 */
export async function readSurroundings(repository: string, stack: string): Promise<Surroundings> {
  const folder = join(repository, "infra", "teams");
  const [{ templates }, publicNames, teams, fileNames] = await Promise.all([
    import("../../plan/templates/index.ts"),
    import("../../../../../infra/acs-events.ts") as Promise<Readonly<Record<string, unknown>>>,
    // Git keeps no empty folder; without one there is no team yet.
    existsSync(folder) ? loadTeams(pathToFileURL(`${folder}/`)) : [],
    existsSync(folder) ? readdir(folder) : [],
  ]);
  return {
    repository,
    ...ofStack(repository, stack),
    teams,
    fileNames,
    templates,
    templateFunction({ function: name }) {
      const found = publicNames[name];
      // The contract of a template (templates/template.ts): its function takes a name and options.
      return typeof found === "function" ? (found as TemplateFunction) : undefined;
    },
  };
}

function ofStack(repository: string, stack: string): Pick<Surroundings, "settings" | "secrets"> {
  const { settings, config } = soundConfigurationOf(stack, repository);
  return { settings, secrets: secretsByEndpoint(config.secrets) };
}
