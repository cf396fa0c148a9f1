import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Plan } from "../plan/plan.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { UserError } from "../text/user-error.ts";
import { replaceWhole } from "./atomic-write.ts";

/** The plan of a stack as it was committed; JSON, one text a file, in the order of the file names. */
export interface CommittedPlan {
  readonly files: readonly { readonly file: string; readonly text: string }[];
}

/** Where the plan of a stack is committed, relative to the project: one file a team in this folder. */
export function planFolder(stack: string): string {
  return `infra/plans/${stack}`;
}

/** Where the plan of one team in a stack is committed. */
export function planFileOf(stack: string, team: string): string {
  return `${planFolder(stack)}/${team}.json`;
}

/** Before 0.2 a stack had one file for all teams. */
function formerPlanFile(stack: string): string {
  return `${planFolder(stack)}.json`;
}

/** The committed plan of `stack` in the project at `root`; undefined where there is none. */
export function readCommittedPlan(root: string, stack: string): CommittedPlan | undefined {
  const folder = join(root, planFolder(stack));
  const names = existsSync(folder) ? planFilesIn(folder) : [];
  const former = formerPlanFile(stack);
  const files = names.map((name) => `${planFolder(stack)}/${name}`);
  if (files.length === 0 && existsSync(join(root, former))) files.push(former);
  if (files.length === 0) return undefined;
  return { files: files.map((file) => ({ file, text: planText(join(root, file), file) })) };
}

/** The files of the folder `path`, where it is one that has committed plans in it; else undefined. */
export async function readPlanFolder(path: string): Promise<CommittedPlan["files"] | undefined> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const names = isFolder ? planFilesIn(path) : [];
  if (names.length === 0) return undefined;
  return names.map((file) => ({ file, text: planText(join(path, file), file) }));
}

/**
 * The text of a committed plan. Throws a `UserError` where a newer version of this package wrote it in another format: a
 * version that does not know the format must not write over the file.
 */
function planText(path: string, file: string): string {
  const text = readFileSync(path, "utf8");
  const format = formatOf(text);
  if (format <= planFormat) return text;
  throw new UserError(
    `${file} has the plan format ${format}, and this version of acs-events knows format ${planFormat}. Install the version that wrote it: npm install acs-events@latest`,
  );
}

/** A plan of this format is an array. One of a later format is an object that says its number as `planFormat`. */
const planFormat = 1;
const laterFormat = z.object({ planFormat: z.int().min(2) });

function formatOf(text: string): number {
  if (!text.trimStart().startsWith("{")) return planFormat;
  try {
    return laterFormat.safeParse(JSON.parse(text)).data?.planFormat ?? planFormat;
  } catch {
    // The caller that needs the plan as JSON reports what is wrong with it.
    return planFormat;
  }
}

function planFilesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
}

/** The subscriptions of a plan as JSON, sorted and stable. */
export function renderSubscriptions(subscriptions: readonly PlannedSubscription[]): string {
  return `${JSON.stringify(subscriptions, null, 2)}\n`;
}

/**
 * The files of a committed plan, by their paths relative to the project. They do without the lines where subscriptions
 * are declared, since lines move with every edit and a plan only with its meaning.
 */
export function planFiles({
  stack,
  subscriptions,
}: Pick<Plan, "stack" | "subscriptions">): ReadonlyMap<string, string> {
  const byTeam = Map.groupBy(subscriptions, ({ team }) => team);
  return new Map(
    [...byTeam].map(([team, own]) => [
      planFileOf(stack, team),
      renderSubscriptions(own.map(({ declaredAt: _, ...subscription }) => subscription)),
    ]),
  );
}

/** What differs between the committed plan and `plan`: paths relative to the project, sorted. */
export function stalePlanFiles(root: string, plan: Pick<Plan, "stack" | "subscriptions">): readonly string[] {
  const wanted = planFiles(plan);
  const committed = new Map(readCommittedPlan(root, plan.stack)?.files.map(({ file, text }) => [file, text]));
  const differing = [...wanted].filter(([file, text]) => committed.get(file) !== text).map(([file]) => file);
  const gone = [...committed.keys()].filter((file) => !wanted.has(file));
  return [...differing, ...gone].sort();
}

/** Writes the committed plan; answers the files that changed. Each is written beside and renamed, so that it is never half. */
export async function writePlanFiles(
  root: string,
  plan: Pick<Plan, "stack" | "subscriptions">,
): Promise<readonly string[]> {
  const stale = stalePlanFiles(root, plan);
  const wanted = planFiles(plan);
  await mkdir(join(root, planFolder(plan.stack)), { recursive: true });
  for (const file of stale) {
    const text = wanted.get(file);
    if (text === undefined) await rm(join(root, file));
    else await replaceWhole(join(root, file), text);
  }
  const folder = join(root, planFolder(plan.stack));
  if ((await readdir(folder)).length === 0) await rm(folder, { recursive: true });
  return stale;
}
