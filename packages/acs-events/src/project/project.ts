import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import type { TeamFile } from "../plan/plan.ts";
import type { ParsedPolicyConfig } from "../policies/policy-config.ts";
import type { Rule } from "../policies/rules/rule.ts";
import type { Acceptance } from "../review/acceptance.ts";
import type { OtherStacks, ParsedStack } from "../stack/stack.ts";
import { UserError } from "../text/user-error.ts";
import { readAcceptances } from "./acceptances.ts";
import { type CommittedPlan, readCommittedPlan } from "./committed-plan.ts";
import { isProjectDefinition, type ProjectDefinition } from "./definition.ts";
import { loadTeams } from "./load-teams.ts";
import { readPolicyConfig } from "./policy-config-file.ts";
import { projectRoot } from "./project-root.ts";
import { readStackFile, stackFilesIn } from "./stack-files.ts";

/** Where a project is and what it says, now or at a git revision. */
export interface Project {
  /** For messages: "the working tree", "origin/main". */
  readonly name: string;
  /** The folder with Pulumi.yaml; absolute, without a separator at its end. */
  readonly root: string;
  /** What `infra/project.ts` exports. Throws a `UserError` where it is missing or wrong. */
  definition(): Promise<ProjectDefinition>;
  readonly stacks: OtherStacks;
  /** The configuration of a stack, mistakes and all. Throws a `UserError` where there is no such stack. */
  stack(name: string): Promise<ParsedStack>;
  /** The rules that subscriptions are judged by: those of the package and the project's own. */
  rules(): Promise<readonly Rule[]>;
  policyConfig(stack: string): Promise<ParsedPolicyConfig>;
  /** Undefined where none is committed for `stack`. */
  committedPlan(stack: string): CommittedPlan | undefined;
  teams(): Promise<readonly TeamFile[]>;
  /** The acceptances in `file`, or in review-accepted.yaml where it is omitted. */
  acceptances(file?: string): Promise<readonly Acceptance[]>;
}

/** The project whose folder is `root`. What it says is read when it is asked for; its definition is loaded once. */
export function workingTree(root: string, name = "the working tree", otherwise?: Project): Project {
  let loaded: Promise<ProjectDefinition> | undefined;
  const definition = (): Promise<ProjectDefinition> => {
    loaded ??= loadDefinition(root, name, otherwise);
    return loaded;
  };
  const stacks = stackFilesIn(root);
  // Both sides of a change are judged by the rules as they are now.
  const rules = async (): Promise<readonly Rule[]> => otherwise?.rules() ?? allRules(await definition());
  return {
    name,
    root,
    definition,
    stacks,
    stack: async (stack) => {
      const { values } = await definition();
      try {
        return readStackFile(root, stack, values);
      } catch (error) {
        throw new UserError(error instanceof Error ? error.message : String(error));
      }
    },
    rules,
    policyConfig: async (stack) => readPolicyConfig(root, stack, await rules()),
    committedPlan: (stack) => readCommittedPlan(root, stack),
    teams: () => loadTeams(root),
    acceptances: (file) => readAcceptances(root, file),
  };
}

/** The project that `folder` lies in: the nearest folder with a Pulumi.yaml, from here upwards; undefined without one. */
export function findProject(folder: string): Project | undefined {
  const root = projectRoot(folder);
  return root === undefined ? undefined : workingTree(root);
}

const pulumiYaml = z.object({ name: z.string() });

/** What the engine calls the project. */
export function pulumiProjectName({ root }: Pick<Project, "root">): string {
  return pulumiYaml.parse(parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"))).name;
}

async function allRules(definition: ProjectDefinition): Promise<readonly Rule[]> {
  const { withOwnRules } = await import("../policies/own-rules.ts");
  try {
    return withOwnRules((await definition.rules?.())?.rules ?? []);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error));
  }
}

const definitionFile = "infra/project.ts";

async function loadDefinition(root: string, name: string, otherwise?: Project): Promise<ProjectDefinition> {
  const file = join(root, definitionFile);
  if (!existsSync(file)) {
    if (otherwise !== undefined) return otherwise.definition();
    throw new UserError(
      `There is no ${definitionFile} in ${root}. It defines the project: export default defineProject({ … }). \`npx acs-events init\` adds one (docs/setup.md).`,
    );
  }
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`${definitionFile} of ${name} cannot be loaded: ${why}`);
  }
  if (isProjectDefinition(module.default)) return module.default;
  throw new UserError(`${definitionFile} of ${name} must export a project: export default defineProject({ … }).`);
}
