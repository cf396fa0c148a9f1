import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { isMap, parseDocument } from "yaml";
import { createFile, replaceFile } from "../../project/atomic-write.ts";
import { UserError } from "../../text/user-error.ts";
import type { Terminal } from "./ask.ts";
import type { ExistingProject } from "./existing-project.ts";
import { type NewEndpointKind, newEndpoint, withEndpoint } from "./new-endpoint.ts";
import { draft, type NewFile } from "./new-file.ts";
import { type NewRequest, whatIsLacking } from "./new-request.ts";
import { absolute, problemsOf } from "./request-problems.ts";

export interface Making {
  readonly answers: NewRequest;
  readonly around: ExistingProject;
  /** Shows what would be written, and writes nothing. */
  readonly dryRun: boolean;
  /** Absent when nobody is there to be asked. */
  readonly terminal?: Terminal | undefined;
}

/**
 * Makes a team file, or adds a subscription to one, and returns what was written (or would have been). Throws a
 * `UserError` with every problem at once; nothing is written then.
 */
export async function make({ answers: given, around: found, dryRun, terminal }: Making): Promise<NewFile> {
  let around = withNewEndpoint(given, found);
  const problems = problemsOf(given, around);
  let answers = given;
  if (whatIsLacking(given, around).length > 0) {
    const gitAddress =
      given.kind === "team" && given.owner === undefined ? await addressOfGit(around.project.root) : undefined;
    // What was said wrong is told before anything is asked.
    if (terminal === undefined) problems.push(...whatIsLacking(given, around, gitAddress));
    else if (problems.length === 0) answers = await (await import("./ask.ts")).ask(given, around, terminal, gitAddress);
  }
  around = withNewEndpoint(answers, found);
  if (answers !== given) problems.push(...problemsOf(answers, around));
  if (problems.length > 0) throw new UserError(renderRefusal(problems));

  const made = await draft(answers, around);
  if (dryRun) return made;
  if (answers !== given && terminal !== undefined) await (await import("./ask.ts")).confirmDraft(made, terminal);
  await write(made, around);
  if (answers.newEndpoint !== undefined && answers.endpoint !== undefined) {
    await declareEndpoint(around, answers.endpoint, answers.newEndpoint);
  }
  return made;
}

function withNewEndpoint({ endpoint, newEndpoint: kind }: NewRequest, around: ExistingProject): ExistingProject {
  return endpoint === undefined || kind === undefined ? around : withEndpoint(around, endpoint, kind);
}

/** Adds the endpoint to the file of the stack; comments and everything else stay as they are. */
async function declareEndpoint(around: ExistingProject, name: string, kind: NewEndpointKind): Promise<void> {
  const file = `Pulumi.${around.settings.name}.yaml`;
  const path = absolute(around, file);
  const before = await readFile(path, "utf8");
  const document = parseDocument(before);
  const at = ["config", "acs-events:endpoints"];
  if (!isMap(document.getIn(at))) document.setIn(at, document.createNode({}));
  document.setIn([...at, name], document.createNode(newEndpoint(name, kind)));
  if (!(await replaceFile(path, before, String(document)))) {
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
