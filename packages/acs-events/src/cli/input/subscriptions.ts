import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { promisify } from "node:util";
import type { Finding } from "../../filters/finding.ts";
import { fileAtRevision } from "../../project/file-at-revision.ts";
import { planFile, refusePartOfPlan, renderPlanFile } from "../../project/plan-file.ts";
import { repository } from "../../project/repository.ts";
import type { FormOptions } from "../../subscription-set/formats/subscription-form.ts";
import { readSubscriptionSet, type SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { UserError } from "../../text/user-error.ts";
import { readText } from "./read-text.ts";

const run = promisify(execFile);

/** Where subscriptions come from, and which stack is meant where a whole repository is named. */
export interface SubscriptionSource {
  /** A file, `-`, or a git revision; left out, this repository's own plan. */
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
    const { planOfStack } = await import("../../project/plan-of-stack.ts");
    return readSubscriptionSet(JSON.parse(renderPlanFile(await planOfStack(stack), { places: true })));
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
  const { name, text } = await textOf(from, stack);
  return { name, ...(await readText(name, text)) };
}

/** Whether `from` is a folder with Terraform files; a git revision of that name comes first. */
async function isTerraformFolder(from: string): Promise<boolean> {
  if (from === "-" || (await isFile(from))) return false;
  const names = await readdir(from).catch(() => []);
  return names.some((name) => /\.tf(?:\.json)?$/.test(name)) && !(await isRevision(from));
}

async function textOf(from: string, stack: string): Promise<{ readonly name: string; readonly text: string }> {
  if (from === "-") return { name: "standard input", text: await readStream(process.stdin) };
  if (await isFile(from)) return { name: from, text: await readFile(from, "utf8") };
  if (!(await isRevision(from))) {
    throw new UserError(
      `There is no file "${from}", and no git revision of that name; give either, or - for standard input.`,
    );
  }
  await refusePartOfPlan(stack, (whole) => `look at the whole of it: --stack ${whole}`);
  const name = `${from}:${planFile(stack)}`;
  const committed = await fileAtRevision(from, planFile(stack));
  if (committed !== undefined) return { name, text: committed };
  if (await isNewStack(from, stack)) return { name, text: "[]" };
  const { planAtRevision } = await import("../../project/plan-at-revision.ts");
  return { name, text: await planAtRevision(from, stack) };
}

/** Whether the working tree has the stack and the revision, of the same layout, has it not: there, nothing was deployed. */
async function isNewStack(revision: string, stack: string): Promise<boolean> {
  const file = `Pulumi.${stack}.yaml`;
  if (!(await isFile(join(repository, file)))) return false;
  const [layout, config] = await Promise.all(["cli/acs-events.js", file].map((path) => fileAtRevision(revision, path)));
  return layout !== undefined && config === undefined;
}

/** Whether `from` means a git revision of this repository: a file of that name would come first. */
export async function meansRevision(from: string): Promise<boolean> {
  return from !== "-" && !(await isFile(from)) && (await isRevision(from));
}

function isFile(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isFile() || found.isFIFO(),
    () => false,
  );
}

async function isRevision(name: string): Promise<boolean> {
  if (name.startsWith("-")) return false;
  return run("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`], { cwd: repository }).then(
    () => true,
    () => false,
  );
}
