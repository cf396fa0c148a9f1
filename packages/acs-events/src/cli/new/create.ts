import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createFile, replaceFile } from "../../project/atomic-write.ts";
import { setInStackFile } from "../../stack/edit-stack-file.ts";
import { UserError } from "../../text/user-error.ts";
import type { Terminal } from "./ask.ts";
import type { ExistingProject } from "./existing-project.ts";
import { type NewEndpointKind, newEndpoint, withEndpoint } from "./new-endpoint.ts";
import { draft, type NewFile } from "./new-file.ts";
import { lackingOfNext, type NewRequest, whatIsLacking } from "./new-request.ts";
import { absolute, problemsOf, withRequest } from "./request-problems.ts";

export interface Making {
  readonly answers: NewRequest;
  /** The subscriptions behind the first one, of the same team. */
  readonly more?: readonly NewRequest[];
  readonly around: ExistingProject;
  /** Shows what would be written, and writes nothing. */
  readonly dryRun: boolean;
  /** Absent when nobody is there to be asked. */
  readonly terminal?: Terminal | undefined;
}

/**
 * Makes a team file, or adds subscriptions to one, and returns what was written (or would have been). Throws a
 * `UserError` with every problem at once; nothing is written then.
 */
export async function make({ answers, more = [], around, dryRun, terminal }: Making): Promise<NewFile> {
  const given = [answers, ...more];
  const problems = problemsOfAll(given, around);
  let requests = given;
  const lacking = lackingOfAll(given, around);
  if (lacking.length > 0) {
    const gitAddress =
      answers.kind === "team" && answers.owner === undefined ? await addressOfGit(around.project.root) : undefined;
    // Mistakes in the flags are reported before anything is asked.
    if (terminal === undefined) problems.push(...lackingOfAll(given, around, gitAddress));
    else if (problems.length === 0) requests = await askForAll(given, around, terminal, gitAddress);
  }
  if (requests !== given) problems.push(...problemsOfAll(requests, around));
  if (problems.length > 0) throw new UserError(renderRefusal(problems));

  let made: NewFile | undefined;
  for (const turn of inTurn(requests, around)) made = await draft(turn.request, turn.around, made);
  if (made === undefined) throw new Error("there is no file without a subscription");
  if (dryRun) return made;
  if (requests !== given && terminal !== undefined) await (await import("./ask.ts")).confirmDraft(made, terminal);
  await write(made, around);
  for (const { endpoint, newEndpoint } of requests) {
    if (newEndpoint !== undefined && endpoint !== undefined) await declareEndpoint(around, endpoint, newEndpoint);
  }
  return made;
}

/** Whether a person has to be asked for something that the command line omits. */
export function hasQuestions(requests: readonly NewRequest[], around: ExistingProject): boolean {
  return lackingOfAll(requests, around).length > 0;
}

/** Each subscription with the project as it will be when those before it are written. */
function inTurn(
  requests: readonly NewRequest[],
  found: ExistingProject,
): readonly { readonly request: NewRequest; readonly around: ExistingProject }[] {
  let before = found;
  return requests.map((one, at) => {
    const request = at === 0 ? one : { ...one, kind: "subscription" as const, team: requests[0]?.team };
    const around = withNewEndpoint(request, before);
    before = withRequest(request, around);
    return { request, around };
  });
}

function problemsOfAll(requests: readonly NewRequest[], found: ExistingProject): string[] {
  const turns = inTurn(requests, found);
  return turns.flatMap(({ request, around }, at) => numbered(problemsOf(request, around), at, turns.length));
}

function lackingOfAll(requests: readonly NewRequest[], found: ExistingProject, gitAddress?: string): string[] {
  const turns = inTurn(requests, found);
  return turns.flatMap(({ request, around }, at) => {
    const lacking = at === 0 ? whatIsLacking(request, around, gitAddress) : lackingOfNext(request, around);
    return numbered(lacking, at, turns.length);
  });
}

function numbered(sentences: readonly string[], at: number, count: number): readonly string[] {
  return count === 1 ? sentences : sentences.map((sentence) => `subscription ${at + 1} of ${count}: ${sentence}`);
}

/** Asks for what is missing of each subscription, one after the other. */
async function askForAll(
  given: readonly NewRequest[],
  found: ExistingProject,
  terminal: Terminal,
  gitAddress: string | undefined,
): Promise<NewRequest[]> {
  const { ask } = await import("./ask.ts");
  const answered: NewRequest[] = [];
  for (const [at, one] of given.entries()) {
    const turn = inTurn([...answered, one], found).at(-1);
    if (turn === undefined) break;
    const lacking = at === 0 ? whatIsLacking(turn.request, turn.around) : lackingOfNext(turn.request, turn.around);
    answered.push(lacking.length === 0 ? turn.request : await ask(turn.request, turn.around, terminal, gitAddress));
  }
  return answered;
}

function withNewEndpoint({ endpoint, newEndpoint: kind }: NewRequest, around: ExistingProject): ExistingProject {
  return endpoint === undefined || kind === undefined ? around : withEndpoint(around, endpoint, kind);
}

/** Adds the endpoint to the file of the stack; comments and everything else stay as they are. */
async function declareEndpoint(around: ExistingProject, name: string, kind: NewEndpointKind): Promise<void> {
  const file = `Pulumi.${around.settings.name}.yaml`;
  const path = absolute(around, file);
  const before = await readFile(path, "utf8");
  const after = setInStackFile(before, ["config", "acs-events:endpoints", name], newEndpoint(name, kind));
  if (!(await replaceFile(path, before, after))) {
    throw new UserError(`${file} was changed in the meantime. Add the endpoint "${name}" to it by hand.`);
  }
}

async function write({ file, text, before }: NewFile, around: ExistingProject): Promise<void> {
  const path = absolute(around, file);
  if (before === undefined) {
    if (!(await createFile(path, text))) throw new UserError(`${file} exists already and was not changed.`);
  } else if (!(await replaceFile(path, before, text))) {
    throw new UserError(`${file} was changed in the meantime, so it was not written. Try again.`);
  }
}

function renderRefusal(problems: readonly string[]): string {
  const distinct = [...new Set(problems)];
  const count = distinct.length === 1 ? "1 problem" : `${distinct.length} problems`;
  return `Nothing was written: ${count}.\n\n${distinct.map((problem) => `- ${problem.replaceAll("\n", "\n  ")}`).join("\n")}`;
}

function addressOfGit(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile("git", ["config", "user.email"], { cwd: folder }, (error, stdout) => {
      resolve(error === null && stdout.trim() !== "" ? stdout.trim() : undefined);
    });
  });
}
