import { join } from "node:path";
import { filter } from "../../filter-builder/index.ts";
import { type Plan, plan, type TeamFile } from "../../plan/plan.ts";
import { type SubscriptionDeclaration, subscription } from "../../plan/subscription.ts";
import { defineTeam, type StackView, type Team } from "../../plan/team.ts";
import { meantHint } from "../../text/did-you-mean.ts";
import type { ExistingProject } from "./existing-project.ts";
import { type NewRequest, teamNames, templateOf, templateProblem } from "./new-request.ts";
import { type OwnFilter, readOwnFilter } from "./own-filter.ts";
import { optionsLacking, readTemplateOptions } from "./template-options.ts";

/** The file of a team, relative to the repository. */
export function fileOfTeam(team: string): string {
  return `infra/teams/${team}.ts`;
}

/** The loaded team that is called so, with its file. */
export function existingTeam(
  name: string,
  { teams }: ExistingProject,
): Extract<TeamFile, { team: unknown }> | undefined {
  return teams.find((file): file is Extract<TeamFile, { team: unknown }> => "team" in file && file.team.name === name);
}

/**
 * What is wrong with the answers given so far, all of it: sentences. Names, endpoints and filters are judged as a plan
 * judges them, by making the subscription and planning it beside the ones that are there; what was not said yet is
 * filled in by something that is right.
 */
export function problemsOf(answers: NewRequest, around: ExistingProject): string[] {
  const problems = [...templateProblem(answers, around), ...placeProblems(answers, around)];
  // `team-` would be a name to Azure.
  if (answers.name?.trim() === "") problems.push("The subscription needs a name, what it hears of in a word or two");
  const template = templateOf(answers, around);
  const own = answers.eventTypes === undefined ? undefined : ownFilterOf(answers);
  problems.push(...(own?.problems ?? []), ...endpointProblems(answers, around));
  if (own !== undefined && template !== undefined) {
    problems.push("--event-type: a template has event types of its own. Omit --template or --event-type");
  }
  const read = template === undefined ? undefined : readTemplateOptions(template, answers.options);
  problems.push(...(read?.problems ?? []));
  const declare = declarationOf(answers, around);
  return declare === undefined ? problems : [...problems, ...planProblems(answers, around, declare)];
}

type Declare = () => readonly SubscriptionDeclaration[];

/**
 * The subscriptions that the answers given so far come to. Undefined where nothing can stand in for an endpoint, since
 * the stack has none.
 */
function declarationOf(answers: NewRequest, around: ExistingProject): Declare | undefined {
  const endpoint = answers.endpoint ?? Object.keys(around.settings.endpoints)[0];
  if (endpoint === undefined) return undefined;
  const template = templateOf(answers, around);
  const name = answers.name ?? template?.subscription ?? "events";
  if (template !== undefined && optionsLacking(template, answers.options).length === 0) {
    const make = around.templateFunction(template);
    const { problems, options } = readTemplateOptions(template, answers.options);
    if (make !== undefined && problems.length === 0) return () => make(name, { ...options, endpoint });
  }
  const own = answers.eventTypes === undefined ? undefined : ownFilterOf(answers);
  return () => [subscription(name, { filter: own?.problems.length === 0 ? own.filter : standIn, endpoint })];
}

/** The project as it will be with the new subscription in it: what the next subscription of one command is added to. */
export function withRequest(answers: NewRequest, around: ExistingProject): ExistingProject {
  // A name that stands in for one that is missing must not be taken from the next.
  const isNamed = answers.name !== undefined || templateOf(answers, around) !== undefined;
  const declare = isNamed ? declarationOf(answers, around) : undefined;
  const added = candidateOf(answers, around, declare ?? (() => []));
  return { ...around, given: around.settings.endpoints, teams: added?.teams ?? around.teams };
}

/** The filter that the request chooses by event types and conditions. */
export function ownFilterOf({ eventTypes = [], conditions = [] }: NewRequest): OwnFilter {
  return readOwnFilter(eventTypes, conditions);
}

/** An endpoint is either declared, or declared along with the subscription. */
function endpointProblems({ endpoint, newEndpoint }: NewRequest, { settings, given }: ExistingProject): string[] {
  if (newEndpoint === undefined) return [];
  if (endpoint === undefined) return ["--new-endpoint: say its name with --endpoint NAME"];
  if (!Object.hasOwn(given, endpoint)) return [];
  return [`--new-endpoint: Pulumi.${settings.name}.yaml declares "${endpoint}" already. Omit --new-endpoint`];
}

/** Matches something that there is; only ever planned, never written. */
const standIn = filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] });

/** What is wrong with the place: a file that is there already, or a team that is not. */
function placeProblems({ kind, team }: NewRequest, around: ExistingProject): string[] {
  if (team === undefined) return [];
  if (kind === "team") {
    const taken = around.fileNames.find((name) => name.toLowerCase() === `${team.toLowerCase()}.ts`);
    if (taken === undefined) return [];
    return [
      `infra/teams/${taken} is there already and is left as it is; to add to it: npx acs-events new subscription --team ${team}`,
    ];
  }
  if (existingTeam(team, around) !== undefined) return [];
  const broken = around.teams.find((file) => "error" in file && file.file === fileOfTeam(team));
  if (broken !== undefined && "error" in broken) {
    const why = broken.error instanceof Error ? broken.error.message : String(broken.error);
    return [`--team: ${broken.file} cannot be read. Fix it first: ${why}`];
  }
  const names = teamNames(around);
  const hint = meantHint(team, names);
  return [
    `--team: there is no team "${team}"; there are ${names.join(", ") || "none"}.${hint} A new one: npx acs-events new team ${team}`,
  ];
}

/** The problems of a plan with the candidate in it that the plan does not have without. */
function planProblems(answers: NewRequest, around: ExistingProject, declare: Declare): string[] {
  const candidate = candidateOf(answers, around, declare);
  if (candidate === undefined) return [];
  const { existing, placeless, teams } = candidate;
  // A file that is there already says enough about the name of its team.
  const fileTaken = answers.kind === "team" && placeProblems(answers, around).length > 0;
  const before = known(plan(around.teams, around.settings));
  return plan(teams, around.settings)
    .problems.filter((problem) => !before.has(keyOf(problem)) && !(fileTaken && problem.id.endsWith("-name-taken")))
    .map(({ message }) => message)
    .concat(existing === undefined ? [] : namesTaken(existing.team, placeless, around));
}

/** All teams with the new subscriptions among them; undefined where their team does not exist. */
function candidateOf(answers: NewRequest, around: ExistingProject, declare: Declare) {
  const existing = answers.kind === "team" ? undefined : existingTeam(answers.team ?? "", around);
  if (answers.kind === "subscription" && existing === undefined) return undefined;
  const name = existing?.team.name ?? answers.team ?? unusedName(around);
  const owner = existing?.team.owner ?? answers.owner ?? "owner";
  // Their lines are in this tool, where a reader has nothing to look for.
  const placeless: Declare = () => declare().map(({ declaredAt: _, ...rest }) => rest);
  const candidate = defineTeam(name, { owner, defaults: existing?.team.defaults ?? {} }, placeless);
  const teams: readonly TeamFile[] =
    existing === undefined
      ? [...around.teams, { file: fileOfTeam(name), team: candidate }]
      : around.teams.map((file) =>
          file === existing ? { file: file.file, team: joined(existing.team, candidate) } : file,
        );
  return { existing, placeless, teams };
}

/** Stands in for a name that was not said yet. */
function unusedName(around: ExistingProject): string {
  const names = teamNames(around);
  let name = "new";
  while (names.includes(name)) name += "r";
  return name;
}

/** The team with the subscriptions of `more` behind its own. */
function joined(team: Team<never>, more: Team<unknown>): Team<never> {
  const declareAll = (stack: StackView<never>) => [...team.declare(stack), ...more.declare(stack)];
  return { ...team, declare: declareAll };
}

/** Names that the team has in other stacks only, where the plan of this one does not see them. */
function namesTaken(
  team: Team<never>,
  declare: () => readonly SubscriptionDeclaration[],
  { settings }: ExistingProject,
): string[] {
  try {
    // The file says which values it asks for; one that the stack does not have is a problem of the plan already.
    const view = { name: settings.name, value: (key: string) => settings.values[key] } as StackView<never>;
    const elsewhere = team.declare(view).filter(({ only }) => only !== undefined && !only.includes(settings.name));
    return declare().flatMap(({ name }) => {
      const taken = elsewhere.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (taken === undefined) return [];
      return [
        `"${team.name}-${name}" is declared already, for ${taken.only?.join(", ")}; give one of them another name`,
      ];
    });
  } catch {
    return [];
  }
}

function known({ problems }: Plan): ReadonlySet<string> {
  return new Set(problems.map(keyOf));
}

function keyOf({ id, path, message }: Plan["problems"][number]): string {
  return `${id}\n${path}\n${message}`;
}

/** Absolute, for reading and writing. */
export function absolute({ project }: ExistingProject, file: string): string {
  return join(project.root, file);
}
