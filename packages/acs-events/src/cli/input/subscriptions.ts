import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { buffer as readStream } from "node:stream/consumers";
import type { Finding } from "../../filters/finding.ts";
import type { Project } from "../../project/project.ts";
import { projectRoot } from "../../project/project-root.ts";
import type { FormOptions } from "../../subscription-set/formats/subscription-form.ts";
import { readSubscriptionSet, type SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { UserError } from "../../text/user-error.ts";
import { textOfBytes } from "../../text/utf8.ts";
import { currentFolder } from "../current-folder.ts";
import { readText } from "./read-text.ts";

/** Where subscriptions come from, and which stack is meant where a whole project is named. */
export interface SubscriptionSource {
  /** A file, a folder of committed plans, `-`, or a git revision; if omitted, the project's own plan. */
  readonly from: string | undefined;
  readonly stack: string;
  /** What `from` holds, where it was read already. */
  readonly json?: unknown;
  /** Files and `NAME=VALUE` for the parameters of a template, as the command line has them. */
  readonly parameters?: readonly string[] | undefined;
}

/**
 * Subscriptions in whichever form they are written. Throws a `UserError` for what cannot be read at all; what is odd
 * about what can be read is among the findings.
 */
export async function readSubscriptions({
  from,
  stack,
  json,
  parameters = [],
}: SubscriptionSource): Promise<SubscriptionSet> {
  if (from === undefined) {
    const [{ currentProject }, { planOf }, { setOfPlan }] = await Promise.all([
      import("../current-project.ts"),
      import("../../project/plan-of.ts"),
      import("../../subscription-set/record-of.ts"),
    ]);
    return setOfPlan((await planOf(currentProject(), stack)).subscriptions);
  }
  const read = json === undefined ? await readJson(from, stack) : { name: from, json, findings: [] };
  const set = readSubscriptionSet(read.json, await formOptions(parameters));
  if (set.form === undefined)
    throw new UserError(`${read.name}: ${set.findings.map(({ message }) => message).join("\n")}`);
  const asWritten = read.findings.map((finding) => ({ subscription: "", ...finding }));
  return { ...set, findings: [...asWritten, ...set.findings] };
}

async function formOptions(given: readonly string[]): Promise<FormOptions> {
  if (given.length === 0) return {};
  const { readParameters } = await import("./template-parameters.ts");
  return { parameters: await readParameters(given) };
}

/** The JSON that `from` names, as it is, and what to call it in a message. */
export async function readJson(
  from: string,
  stack: string,
): Promise<{ readonly name: string; readonly json: unknown; readonly findings: readonly Finding[] }> {
  if (await isTerraformFolder(from)) {
    const { readTerraformFolder } = await import("./terraform-folder.ts");
    return { name: from, json: await readTerraformFolder(from), findings: [] };
  }
  const source = await textOf(from, stack);
  if ("json" in source) return { ...source, findings: [] };
  return { name: source.name, ...(await readText(source.name, source.text)) };
}

/** Whether `from` is a folder with Terraform files; a git revision of that name comes first. */
async function isTerraformFolder(from: string): Promise<boolean> {
  if (from === "-" || (await isFile(from))) return false;
  const names = await readdir(from).catch(() => []);
  return names.some((name) => /\.tf(?:\.json)?$/.test(name)) && (await projectWithRevision(from)) === undefined;
}

type Source = { readonly name: string } & ({ readonly text: string } | { readonly json: unknown });

async function textOf(from: string, stack: string): Promise<Source> {
  if (from === "-")
    return { name: "standard input", text: textOfBytes(await readStream(process.stdin), "standard input") };
  const path = resolve(currentFolder(), from);
  if (await isFile(path)) return { name: from, text: textOfBytes(await readFile(path), from) };
  // What a project says is loaded where it is asked for: a file of somebody else's is to be answered at once.
  const { committedAt, plansIn } = await import("./committed-at.ts");
  const plans = await plansIn(path);
  if (plans !== undefined) return { name: from, json: plans };
  const project = await projectWithRevision(from);
  if (project === undefined) {
    throw new UserError(
      `There is no file "${from}", and no git revision of that name; give either, or - for standard input.`,
    );
  }
  return committedAt(project, from, stack);
}

/** Whether `from` means a git revision of this project: a file or folder of that name would come first. */
export async function meansRevision(from: string): Promise<boolean> {
  return from !== "-" && !existsSync(resolve(currentFolder(), from)) && (await projectWithRevision(from)) !== undefined;
}

function isFile(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isFile() || found.isFIFO(),
    () => false,
  );
}

async function projectWithRevision(name: string): Promise<Project | undefined> {
  if (projectRoot(currentFolder()) === undefined) return undefined;
  const [{ currentProject }, { isRevision }] = await Promise.all([
    import("../current-project.ts"),
    import("../../project/at-revision.ts"),
  ]);
  return (await isRevision(currentProject(), name)) ? currentProject() : undefined;
}
