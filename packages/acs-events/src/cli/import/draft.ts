import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Plan, plan } from "../../plan/plan.ts";
import { renderProblems } from "../../plan/problem.ts";
import { teamName } from "../../plan/team.ts";
import { stackOfTeam } from "../../plan/team-stacks.ts";
import { teamFileNames } from "../../project/load-teams.ts";
import { soundStack } from "../../project/plan-of.ts";
import type { Project } from "../../project/project.ts";
import type { Review } from "../../review/change.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import type { SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { type Adoption, adopt } from "../../team-files/adopt/adopt.ts";
import { isTopicId } from "../../team-files/adopt/import-file.ts";
import { UserError } from "../../text/user-error.ts";
import { formatSource } from "../format-source.ts";
import { planOfText, reviewAgainstSource, withEndpoints } from "./evaluate.ts";

export interface ImportOptions {
  readonly team: string;
  readonly owner?: string | undefined;
  readonly stack: string;
  readonly topicId?: string | undefined;
  /** Where the team file goes; `infra/teams/<team>.ts` unless said. */
  readonly output?: string | undefined;
}

/** An import that has been made and judged, and not been written yet. */
export interface ImportDraft {
  readonly file: string;
  /** Formatted. */
  readonly text: string;
  readonly adoption: Adoption;
  /** Of reading the input, and of adopting what is in it. */
  readonly findings: readonly SubscriptionFinding[];
  readonly planned: Plan;
  /** Of the plan against the input. */
  readonly review: Review;
  /** The stack that has the topic and the endpoints. */
  readonly environment: string;
  /** The stack that deploys the team's subscriptions: the same, or the team's own. */
  readonly deployedBy: string;
}

/** Throws a `UserError` with everything that keeps the import from being made. */
export async function draftImport(
  project: Project,
  set: SubscriptionSet,
  options: ImportOptions,
): Promise<ImportDraft> {
  const { team, stack, topicId } = options;
  const file = options.output ?? `infra/teams/${team}.ts`;
  const problems = await refusals(project, set, options, file);
  const owner = options.owner ?? ownerIn(set);
  if (owner === undefined) {
    problems.push(
      `--owner: whom to ask when events go astray; Azure shows it. For example --owner owner@contoso.example`,
    );
  }
  if (problems.length > 0 || owner === undefined) {
    throw new UserError(`Nothing was written.\n\n${problems.map((one) => `- ${one}`).join("\n")}`);
  }
  const { config, settings, teamStack } = await soundStack(project, stack);
  if (teamStack !== undefined && teamStack.team !== team) {
    throw new UserError(
      `Nothing was written: the stack "${stack}" is that of the team "${teamStack.team}"; say --stack ${settings.name}.`,
    );
  }
  const topicOfStack = "existing" in config.communication ? config.communication.systemTopic : undefined;
  const adoption = adopt(set.subscriptions, { team, owner, stack: settings, topicId, topicOfStack });
  if (adoption.adopted.length === 0) {
    const why = adoption.findings.map(({ subscription, message }) => `- ${subscription}: ${message}`).join("\n");
    throw new UserError(`Nothing was written: there is no subscription that can be adopted.\n\n${why}`);
  }
  const others = plan(await project.teams(), settings);
  const names = new Set(others.subscriptions.map(({ name }) => name.toLowerCase()));
  const declared = adoption.adopted.filter(({ name }) => names.has(name.toLowerCase())).map(({ name }) => name);
  if (declared.length > 0) {
    throw new UserError(
      `Nothing was written: the teams of the stack "${stack}" declare ${declared.join(", ")} already; take them out of the input.`,
    );
  }
  const text = await formatSource(project.root, adoption.text, file);
  const planned = await planOfText(project.root, text, file, withEndpoints(settings, adoption));
  if (planned.problems.length > 0) {
    throw new UserError(`Nothing was written. ${renderProblems(planned.problems, stack)}`);
  }
  const reading = set.findings.filter(({ level }) => level !== "info");
  return {
    file,
    text,
    adoption,
    findings: [...reading, ...adoption.findings],
    planned,
    review: reviewAgainstSource(adoption, planned),
    environment: settings.name,
    deployedBy: stackOfTeam(team, settings).stack ?? stack,
  };
}

async function refusals(
  project: Project,
  { subscriptions }: SubscriptionSet,
  { team, topicId }: ImportOptions,
  file: string,
): Promise<string[]> {
  const problems: string[] = [];
  if (!teamName.test(team)) {
    problems.push(`--team: "${team}" will not do; a team is named by lower-case letters, digits and inner hyphens`);
  }
  if (subscriptions.length === 0) problems.push("there is no subscription in the input");
  if (topicId !== undefined && !isTopicId(topicId)) {
    problems.push(
      `--topic-id: "${topicId}" is no system topic; write /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…`,
    );
  }
  const names = await teamFileNames(project.root);
  const taken = names.find((name) => name.toLowerCase() === `${team.toLowerCase()}.ts`);
  if (existsSync(resolve(project.root, file)))
    problems.push(`${file} is there already and is left as it is; say --output, or another team`);
  else if (taken !== undefined)
    problems.push(`the team "${team}" is there already, in infra/teams/${taken}; say another --team`);
  else {
    const teams = await project.teams();
    const same = teams.find((one) => "team" in one && one.team.name.toLowerCase() === team.toLowerCase());
    if (same !== undefined) problems.push(`the team "${team}" is there already, in ${same.file}; say another --team`);
  }
  return problems;
}

/** The owner that the subscriptions are labelled with, where they agree on one. */
function ownerIn({ subscriptions }: SubscriptionSet): string | undefined {
  const owners = new Set(subscriptions.flatMap(({ owner }) => owner ?? []));
  return owners.size === 1 ? [...owners][0] : undefined;
}
