import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import {
  type Diagnostic,
  type Engine,
  openStack,
  type ResourceStep,
  readEngineEvent,
  skipOutputs,
} from "../engine/rehearsal-stack.ts";
import { pendingReason } from "../plan/planned-subscription.ts";
import { teamStackName } from "../plan/team-stacks.ts";
import { type PolicyPackOptions, policyPackForRehearsal } from "../policies/engine-options.ts";
import { planOf } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import { readStackFile } from "../project/stack-files.ts";
import { deriveTeamStack } from "../stack/derived-team-stack.ts";
import { deriveStack, pendingHost } from "./derived-stack.ts";
import type { RehearsedEvent } from "./events.ts";
import { type LocalAzureSettings, type RehearsalAzure, startLocalAzure } from "./local-azure.ts";
import type { RehearsalResult } from "./result.ts";
import { makeScratch, type Scratch } from "./scratch.ts";
import { matchingEvent, subscriptionOutcomes } from "./subscription-outcomes.ts";

/**
 * The rehearsal: the real engine deploys a stack to the local Azure, Communication Services emits events there, and
 * Event Grid delivers them to the handlers of the project. A room of its own, since it is the one place that knows
 * the program, the emulator and the handlers at once.
 */
export interface RehearsalOptions {
  readonly project: Project;
  readonly stack: string;
  readonly engine: Engine;
  readonly events: readonly RehearsedEvent[];
  /** How the local Azure behaves; if omitted, as it does by itself. */
  readonly azure?: LocalAzureSettings;
  /** Does not include the event that is made for each subscription that `events` have none for. */
  readonly onlyTheseEvents?: boolean;
  /** What was wrong with the events where they were read. */
  readonly problems?: readonly string[];
  /** Ends the engine; `rehearse` then throws. */
  readonly signal?: AbortSignal;
  /** Called with what happens, while it happens. */
  readonly progress: (step: RehearsalProgress) => void;
  /** Called with the folder as soon as it exists, for a process that may be interrupted. */
  readonly onScratch?: (scratch: Scratch) => void;
}

export type RehearsalProgress = { readonly kind: "phase"; readonly text: string } | ResourceStep | Diagnostic;

/** A running rehearsal; `close` ends the local Azure and removes every file that it wrote. */
export interface Rehearsal {
  readonly result: RehearsalResult;
  readonly azure: RehearsalAzure;
  readonly scratch: Scratch;
  close(): Promise<void>;
}

/** What the engine could not do; `diagnostics` says why, in the engine's and the program's own words. */
export class DeploymentFailed extends Error {
  override readonly name = "DeploymentFailed";
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * Deploys and emits. Throws `DeploymentFailed` when the engine or the program refuses; whatever was started is closed
 * then.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { project, progress } = options;
  const { root } = project;
  const { environment, stacks } = await stacksToDeploy(project, options.stack);
  const derived = deriveStack(await readFile(join(root, `Pulumi.${environment}.yaml`), "utf8"));
  const scratch = await makeScratch(root, environment, derived.text);
  options.onScratch?.(scratch);
  let azure: RehearsalAzure | undefined;
  try {
    const { values, receivers } = await project.definition();
    const parsed = readStackFile(scratch.folder, environment, values);
    const config = parsed.ok ? parsed.config : undefined;
    azure = await startLocalAzure(scratch, config, await receivers?.(), options.azure);
    const policies = await policyPackForRehearsal({
      project,
      stack: environment,
      engine: options.engine,
      folder: scratch.folder,
      standInHosts: [pendingHost],
    });
    const judged = policies.policyPacks.length === 0 ? "" : ", judged by its policies";
    const deployed = azure;
    for (const stack of stacks.filter((one) => one !== environment))
      await scratch.writeStack(stack, deriveTeamStack(derived.text, environment));
    const deployAll = async (): Promise<number> => {
      let resources = 0;
      for (const stack of stacks) {
        progress({ kind: "phase", text: `Deploying stack ${stack} to the local Azure${judged}` });
        const place = { repository: root, stack, scratch, providerPort: deployed.providerPort };
        const engineStack = await openStack({ ...options, ...place });
        resources += await deploy(skipOutputs(engineStack), policies, progress, options.signal);
      }
      return resources;
    };
    let resources = await deployAll();
    if (azure.publish()) {
      progress({ kind: "phase", text: "The package is published; its functions have subscriptions that waited" });
      resources = await deployAll();
    }
    const { events, whyNone } = await emit(azure, options);
    const result: RehearsalResult = {
      stack: options.stack,
      standIns: derived.standIns,
      resources,
      unhandled: azure.standIns,
      notices: azure.notices(),
      events,
      subscriptions: subscriptionOutcomes({
        deployed: subscriptionsIn(azure).map(({ subscription }) => subscription),
        events,
        whyNone,
        pending: await pendingIn(project, options.stack),
      }),
      effects: azure.effects(),
      problems: options.problems ?? [],
    };
    const running = azure;
    return {
      result,
      azure,
      scratch,
      async close() {
        await running.close();
        await scratch.remove();
      },
    };
  } catch (error) {
    await azure?.close();
    await scratch.remove();
    throw error;
  }
}

/** Emits the events, and then one more for each subscription that got none of them. */
async function emit(azure: RehearsalAzure, { events, onlyTheseEvents, progress }: RehearsalOptions) {
  progress({
    kind: "phase",
    text: `Communication Services emits ${events.length === 1 ? "1 event" : `${events.length} events`}`,
  });
  const emitted = await azure.emit(events);
  const whyNone = new Map<string, string>();
  if (onlyTheseEvents === true) return { events: emitted, whyNone };
  const reached = new Set(emitted.flatMap(({ deliveries }) => deliveries.map(({ subscription }) => subscription)));
  const made: RehearsedEvent[] = [];
  for (const { subscription, source } of subscriptionsIn(azure)) {
    if (reached.has(subscription.name)) continue;
    const matching = matchingEvent(subscription, source);
    if (matching.kind === "event") made.push({ event: matching.event, from: "made for a subscription" });
    else whyNone.set(subscription.name, matching.why);
  }
  if (made.length === 0) return { events: emitted, whyNone };
  const what = made.length === 1 ? "one more, for the subscription" : `${made.length} more, for the subscriptions`;
  progress({ kind: "phase", text: `… and ${what} that received none of these` });
  return { events: [...emitted, ...(await azure.emit(made))], whyNone };
}

/** Every subscription of a system topic, with the resource whose events it gets where that is known. */
function subscriptionsIn({ store }: RehearsalAzure) {
  return store
    .systemTopics()
    .flatMap(({ id, source }) =>
      store
        .eventSubscriptions(id)
        .map((subscription) => ({ subscription, source: source === "" ? undefined : source })),
    );
}

/** The subscriptions that `pulumi up` omits, with the reason. */
async function pendingIn(project: Project, stack: string): Promise<ReadonlyMap<string, string>> {
  const { subscriptions } = await planOf(project, stack);
  return new Map(
    subscriptions.filter((one) => one.pending === true).map((one) => [one.name, pendingReason(one, stack)]),
  );
}

/**
 * What has to be deployed to rehearse `stack`: an environment is rehearsed with the stacks of all its teams, and the
 * stack of a team after the one whose topic it adds to. Where the configuration is wrong, the program is left to say so.
 */
export async function stacksToDeploy(
  project: Pick<Project, "stack">,
  stack: string,
): Promise<{ readonly environment: string; readonly stacks: readonly string[] }> {
  const parsed = await project.stack(stack);
  if (!parsed.ok) return { environment: stack, stacks: [stack] };
  const { environment, config, teamStack } = parsed;
  const ofTeams = config.teamStacks.map((team) => teamStackName(environment, team));
  return { environment, stacks: teamStack === undefined ? [stack, ...ofTeams] : [environment, stack] };
}

/** One `pulumi up`; a failed resource is reported and the others go on. The number of resources that there are now. */
async function deploy(
  stack: Stack,
  policies: PolicyPackOptions,
  progress: (step: RehearsalProgress) => void,
  signal?: AbortSignal,
): Promise<number> {
  const errors: Diagnostic[] = [];
  let changes: Readonly<Record<string, number>> = {};
  try {
    await stack.up({
      continueOnError: true,
      ...policies,
      ...(signal === undefined ? {} : { signal }),
      onEvent: (event) => {
        // The library's own summary is the stack's history, which is not asked for.
        if (event.summaryEvent !== undefined) changes = event.summaryEvent.resourceChanges;
        const step = readEngineEvent(event);
        if (step === undefined) return;
        if (step.kind === "diagnostic" && step.severity === "error") errors.push(step);
        progress(step);
      },
    });
    return Object.values(changes).reduce((sum, count) => sum + count, 0);
  } catch (error) {
    // The engine has said what is wrong by its diagnostics; the library's error repeats them with a command line around.
    throw errors.length === 0 ? error : new DeploymentFailed(errors);
  }
}
