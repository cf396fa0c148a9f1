/*
 * A process that plans and deploys a stack once. It is started before it is needed and loads what every program needs;
 * the project's own files are read when it is asked, so that they are those of now.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { writeStackFile } from "../../engine/project-copy.ts";
import { type Diagnostic, openStack, readEngineEvent, skipOutputs } from "../../engine/rehearsal-stack.ts";
import { teamStackName } from "../../plan/team-stacks.ts";
import { type PolicyPackOptions, policyPackForRehearsal } from "../../policies/engine-options.ts";
import { planOf, soundStack } from "../../project/plan-of.ts";
import { workingTree } from "../../project/project.ts";
import { readStackFile } from "../../project/stack-files.ts";
import { findEngine } from "../../setup/engine.js";
import { deriveTeamStack } from "../../stack/derived-team-stack.ts";
import { deriveStack, pendingHost } from "../derived-stack.ts";
import { whyNotDeployed } from "../failure-reason.ts";
import type { DeployRequest, Planned, ProgramMessage, ProgramPlace, ProgramRequest } from "./messages.ts";
import { refusals } from "./refusals.ts";

const say = (message: ProgramMessage): void => void process.send?.(message);
// Ctrl-C in a terminal is sent to every process; the one that watches ends this one.
process.on("SIGINT", () => undefined);
/** The engine is told to stop, and gets a moment for it: it must not go on alone. */
const ending = new AbortController();
let deploying = false;
// The process that watches has ended, or needs this one no more.
process.on("disconnect", () => {
  if (!deploying) process.exit();
  ending.abort();
  setTimeout(() => process.exit(), 2_500);
});

const place: ProgramPlace = JSON.parse(process.argv[2] ?? "{}");
const { root, folders } = place;

/** Why the program failed, in its own words. */
let programFailed: string | undefined;
const program = async (): Promise<Record<string, unknown>> => {
  try {
    const main = pathToFileURL(join(folders.folder, "infra", "main.js")).href;
    const loaded: { readonly default?: Record<string, unknown> } = await import(main);
    return loaded.default ?? {};
  } catch (error) {
    programFailed = error instanceof Error ? error.message : String(error);
    throw error;
  }
};
const open = (stack: string): Promise<Stack> => {
  const engine = findEngine();
  if (engine === undefined) throw new Error("There is no Pulumi engine here yet; run `npm run setup`.");
  return openStack({ repository: root, scratch: folders, stack, engine, providerPort: place.providerPort, program });
};

// Beforehand: the stack, and what the program declares its resources by. Loading that is most of what a short program does.
const opened = open(place.stack);
opened.catch(() => undefined);
await import("../../pulumi/index.ts");
say({ kind: "warm" });

process.on("message", async (request: ProgramRequest | DeployRequest) => {
  try {
    if (request.kind === "plan") say(await makePlan(request));
    else await deploy(await (request.stack === place.stack ? opened : open(request.stack)), await policiesOf());
  } catch (error) {
    say({ kind: "mistake", problem: error instanceof Error ? error.message : String(error) });
  }
});

async function makePlan({ stack }: ProgramRequest): Promise<Planned> {
  const project = workingTree(root);
  const { environment, config: written, teamStack } = await soundStack(project, stack);
  const derived = deriveStack(await readFile(join(root, `Pulumi.${environment}.yaml`), "utf8"));
  const { subscriptions } = await planOf(project, stack);
  const ofTeams =
    teamStack === undefined ? written.teamStacks.map((team) => teamStackName(environment, team)) : [stack];
  const { folder } = folders;
  await writeStackFile(folder, environment, derived.text);
  for (const one of ofTeams) await writeStackFile(folder, one, deriveTeamStack(derived.text, environment));
  const rehearsed = readStackFile(folder, environment, (await project.definition()).values);
  return {
    kind: "planned",
    subscriptions,
    config: rehearsed.ok ? rehearsed.config : written,
    standIns: derived.standIns,
    stacks: [environment, ...ofTeams],
    refused: await refusals(project, environment, { subscriptions, config: written }),
  };
}

/** The pack that judges the stack in the engine, as in a rehearsal: also what no plan says. */
async function policiesOf(): Promise<PolicyPackOptions> {
  const engine = findEngine();
  if (engine === undefined) return { policyPacks: [], policyPackConfigs: [] };
  return policyPackForRehearsal({
    project: workingTree(root),
    stack: place.stack,
    engine,
    folder: folders.folder,
    standInHosts: [pendingHost],
  });
}

/** Deploys one stack, the only one of this process: what a program registers is remembered by its modules. */
async function deploy(stack: Stack, policies: PolicyPackOptions): Promise<void> {
  const errors: Diagnostic[] = [];
  let counts = countsOf({});
  deploying = true;
  try {
    await skipOutputs(stack).up({
      continueOnError: true,
      ...policies,
      signal: ending.signal,
      onEvent: (event) => {
        const changes = event.summaryEvent?.resourceChanges;
        if (changes !== undefined) {
          counts = countsOf(changes);
          if (errors.length === 0) say({ kind: "applied", ...counts });
        }
        const step = readEngineEvent(event);
        if (step === undefined) return;
        if (step.kind === "diagnostic" && step.severity === "error") errors.push(step);
        say(step);
      },
    });
    say({ kind: "deployed", ...counts });
  } catch (error) {
    if (errors.length > 0) say({ kind: "refused", problem: whyNotDeployed(errors) });
    else say({ kind: "refused", problem: programFailed ?? (error instanceof Error ? error.message : String(error)) });
  } finally {
    deploying = false;
    if (ending.signal.aborted) process.exit();
  }
}

function countsOf(changes: Readonly<Partial<Record<string, number>>>): Pick<Deployed, "resources" | "changed"> {
  const counts = Object.entries(changes);
  const sum = (of: typeof counts): number => of.reduce((all, [, count]) => all + (count ?? 0), 0);
  return { resources: sum(counts), changed: sum(counts.filter(([what]) => what !== "same")) };
}

type Deployed = Extract<ProgramMessage, { readonly kind: "deployed" }>;
