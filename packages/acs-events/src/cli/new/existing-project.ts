import type { TeamFile } from "../../plan/plan.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import type { SubscriptionDeclaration } from "../../plan/subscription.ts";
import type { Template, TemplateOptions } from "../../plan/templates/template.ts";
import { secretsByEndpoint } from "../../policies/endpoint-secrets.ts";
import { teamFileNames } from "../../project/load-teams.ts";
import { soundStack } from "../../project/plan-of.ts";
import type { Project } from "../../project/project.ts";

/** A template as a team file calls it. */
export type ProjectTemplate = (name: string, options: TemplateOptions) => readonly SubscriptionDeclaration[];

/** What is there before something new comes in. */
export interface ExistingProject {
  readonly project: Project;
  readonly settings: StackSettings;
  /** The endpoints that the stack's file declares now; `settings` may have one more, which is about to be declared. */
  readonly given: StackSettings["endpoints"];
  /** What policies may know of the endpoints' secrets. */
  readonly secrets: ReturnType<typeof secretsByEndpoint>;
  readonly teams: readonly TeamFile[];
  /** The names in `infra/teams`. */
  readonly fileNames: readonly string[];
  readonly templates: readonly Template[];
  /** The function of a template; undefined where team files cannot import it. */
  templateFunction(template: Template): ProjectTemplate | undefined;
}

/**
 * Reads the team files of `project` and the configuration of `stack`. Throws a `UserError` when there is no such stack,
 * or when its configuration has mistakes.
 */
export async function readExistingProject(project: Project, stack: string): Promise<ExistingProject> {
  const { settings, config } = await soundStack(project, stack);
  const [{ templates, ...templateFunctions }, teams, fileNames] = await Promise.all([
    import("../../plan/templates/index.ts"),
    project.teams(),
    teamFileNames(project.root),
  ]);
  const functions: Readonly<Record<string, unknown>> = templateFunctions;
  return {
    project,
    settings,
    given: settings.endpoints,
    secrets: secretsByEndpoint(config.secrets),
    teams,
    fileNames,
    templates,
    templateFunction({ function: name }) {
      const found = functions[name];
      // The contract of a template (templates/template.ts): its function takes a name and options.
      return typeof found === "function" ? (found as ProjectTemplate) : undefined;
    },
  };
}
