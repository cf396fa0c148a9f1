import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Plan, plan } from "../../plan/plan.ts";
import { renderProblems } from "../../plan/problem.ts";
import { teamName } from "../../plan/team.ts";
import { stackOfTeam } from "../../plan/team-stacks.ts";
import type { PolicyFinding } from "../../policies/evaluate.ts";
import { teamFileNames } from "../../project/load-teams.ts";
import { soundStack } from "../../project/plan-of.ts";
import type { Project } from "../../project/project.ts";
import type { Review } from "../../review/change.ts";
import { isOfCommunicationServices, scopeOf } from "../../subscription-set/attached-to.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import type { SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { type Adoption, adopt } from "../../team-files/adopt/adopt.ts";
import { isTopicId } from "../../team-files/adopt/import-file.ts";
import { UserError } from "../../text/user-error.ts";
import { formatSource } from "../format-source.ts";
import { planOfText, reviewAgainstSource, withEndpoints } from "./evaluate.ts";
import { type ExceptionsByRule, exceptionsFor, refusedByPolicies } from "./policies.ts";
import type { ImportedConfig } from "./stack-file.ts";

export interface ImportOptions {
  readonly team: string;
  readonly owner?: string | undefined;
  readonly stack: string;
  readonly topicId?: string | undefined;
  /** The Communication Services resource that the topic belongs to, where the input does not say it. */
  readonly sourceId?: string | undefined;
  /** Where the team file goes; `infra/teams/<team>.ts` unless said. */
  readonly output?: string | undefined;
  /** Whether endpoints and topic are written into the stack's file. */
  readonly writeConfig?: boolean | undefined;
  /** The last day of exceptions from the policies that would refuse what is adopted. */
  readonly acceptPoliciesUntil?: string | undefined;
  /** ISO date. */
  readonly today: string;
}

/** Nothing of the input can be adopted; the findings say why of each subscription. */
export interface NothingAdopted {
  readonly nothing: true;
  readonly findings: readonly SubscriptionFinding[];
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
  /** What the stack's file gets, if it is asked for. */
  readonly config: ImportedConfig;
  /** What the project's policies will refuse of it. */
  readonly refused: readonly PolicyFinding[];
  /** The exceptions that would let it pass. */
  readonly exceptions: ExceptionsByRule;
}

/** Throws a `UserError` with everything that keeps the import from being made. */
export async function draftImport(
  project: Project,
  set: SubscriptionSet,
  options: ImportOptions,
): Promise<ImportDraft | NothingAdopted> {
  const { team, stack, topicId, today } = options;
  const file = options.output ?? `infra/teams/${team}.ts`;
  const problems = await refusals(project, set, options, file);
  const owner = options.owner ?? ownerIn(set);
  if (owner === undefined) {
    problems.push(`--owner: whom to ask about the events; Azure shows it. For example --owner owner@contoso.example`);
  }
  if (problems.length > 0 || owner === undefined) {
    throw new UserError(`Nothing was written.\n\n${problems.map((one) => `- ${one}`).join("\n")}`);
  }
  const { config, settings, teamStack, environment } = await soundStack(project, stack);
  if (teamStack !== undefined && teamStack.team !== team) {
    throw new UserError(
      `Nothing was written: the stack "${stack}" is that of the team "${teamStack.team}"; say --stack ${settings.name}.`,
    );
  }
  const declaredTopic = "existing" in config.communication ? config.communication.systemTopic : undefined;
  const communication = options.writeConfig === true ? communicationOf(set, options, declaredTopic) : undefined;
  const topicOfStack = communication?.systemTopic ?? declaredTopic;
  const adoption = adopt(set.subscriptions, { team, owner, stack: settings, topicId, topicOfStack });
  // What is read as one stands for several: somebody who adopts it has to know.
  const reading = set.findings.filter(({ id, level }) => level !== "info" || id === "template-copy-loop");
  if (adoption.adopted.length === 0) return { nothing: true, findings: [...reading, ...adoption.findings] };
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
  const judged = { stack: environment, others: others.subscriptions, planned: planned.subscriptions };
  const refused = await refusedByPolicies(project, { config }, judged, today);
  return {
    file,
    text,
    adoption,
    findings: [...reading, ...adoption.findings],
    planned,
    review: reviewAgainstSource(adoption, planned),
    environment: settings.name,
    deployedBy: stackOfTeam(team, settings).stack ?? stack,
    config: { endpoints: adoption.endpoints, communication },
    refused,
    exceptions: exceptionsFor(refused, options.acceptPoliciesUntil ?? inDays(today, 90)),
  };
}

/**
 * The topic that the stack's file has to name for its subscriptions to be adopted: the one that all of them belong to,
 * where it is not named already and its source is known.
 */
function communicationOf(
  { subscriptions }: SubscriptionSet,
  { topicId, sourceId }: ImportOptions,
  declared: string | undefined,
): ImportedConfig["communication"] {
  const topics = new Map(
    subscriptions.flatMap(({ attachedTo }) =>
      attachedTo?.kind === "system-topic" && attachedTo.id !== undefined
        ? [[attachedTo.id.toLowerCase(), attachedTo.id]]
        : [],
    ),
  );
  const [only, another] = topics.size === 0 && topicId !== undefined ? [topicId] : [...topics.values()];
  if (only === undefined || another !== undefined || only.toLowerCase() === declared?.toLowerCase()) return undefined;
  const existing =
    sourceId ?? subscriptions.find(({ attachedTo }) => attachedTo?.source !== undefined)?.attachedTo?.source;
  return existing === undefined ? undefined : { existing, systemTopic: only };
}

function inDays(today: string, days: number): string {
  return new Date(Date.parse(today.slice(0, 10)) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

async function refusals(
  project: Project,
  { subscriptions }: SubscriptionSet,
  { team, topicId, sourceId, acceptPoliciesUntil: until, today }: ImportOptions,
  file: string,
): Promise<string[]> {
  const problems: string[] = [];
  if (sourceId !== undefined && isOfCommunicationServices(scopeOf(sourceId)) !== true) {
    problems.push(
      `--source-id: "${sourceId}" is not a Communication Services resource; write /subscriptions/…/resourceGroups/…/providers/Microsoft.Communication/communicationServices/…`,
    );
  }
  if (until !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(until) || !(until >= today.slice(0, 10)))) {
    problems.push(`--accept-policies-until: "${until}" is not a day to come; write one like ${inDays(today, 90)}`);
  }
  if (!teamName.test(team)) {
    problems.push(`--team: "${team}" will not do; a team is named by lower-case letters, digits and inner hyphens`);
  }
  if (subscriptions.length === 0) problems.push("there is no subscription in the input");
  if (topicId !== undefined && !isTopicId(topicId)) {
    problems.push(
      `--topic-id: "${topicId}" is not a system topic; write /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…`,
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
