import { performance } from "node:perf_hooks";
import pc from "picocolors";
import { planOf } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import { declaredSubscriptions } from "../rehearsal/declared-subscriptions.ts";
import { type RehearsedEvent, rehearsedEvents } from "../rehearsal/events.ts";
import { whyNotDelivered, whyNotDeployed } from "../rehearsal/failure-reason.ts";
import type { LocalAzureSettings } from "../rehearsal/local-azure.ts";
import { DeploymentFailed, type Rehearsal, type RehearsalProgress, rehearse } from "../rehearsal/rehearse.ts";
import { findEngine } from "../setup/engine.js";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";
import { interruptible } from "./interruptible.ts";
import { type ProgressOutput, progressOutput } from "./progress-output.ts";
import { recorder } from "./record-events.ts";
import { renderRehearsal } from "./render/rehearsal.ts";
import { renderStep } from "./render/rehearsal-step.ts";

export interface RehearsalRequest {
  readonly stack: string;
  /** A file, or `-`; if omitted, the published samples. */
  readonly events: string | undefined;
  readonly keep: boolean;
  readonly verbose: boolean;
  /** Whether the package of the handlers runs, as it is published. */
  readonly bundle: boolean;
  /** A file that the events are added to. */
  readonly record: string | undefined;
  /** How the local Azure behaves. */
  readonly azure: LocalAzureSettings;
}

/**
 * Rehearses, prints what happens while it happens and then who received what. Answers the exit status: 0, every matched
 * event arrived; 1, it could not be deployed; 2, an event did not reach its subscription.
 */
export async function rehearseAndReport({
  stack,
  events: from,
  keep,
  verbose,
  bundle,
  record,
  azure,
}: RehearsalRequest): Promise<number> {
  const started = performance.now();
  const output = progressOutput(process.stdout);
  output.say(`Rehearsing the stack ${stack} in a local Azure, with sample events: about 10 seconds.`);
  const engine = findEngine();
  if (engine === undefined) throw new UserError("The Pulumi engine is not installed yet. Run `npm run setup`.");
  const project = currentProject();
  await project.stack(stack);
  const { events, problems } = await eventsToEmit(from);
  const recording = recorder(record);
  const interruption = interruptible();
  const working = workingFor(output);
  let rehearsal: Rehearsal | undefined;
  try {
    rehearsal = await rehearse({
      project,
      stack,
      engine,
      events,
      problems,
      onlyTheseEvents: from !== undefined,
      azure: bundle ? { ...azure, bundleOf: project.root } : azure,
      signal: interruption.signal,
      progress: (step) => {
        const line = renderStep(step, verbose);
        if (line !== undefined) output.say(line);
        working.now(step);
      },
      onScratch: interruption.guard,
    });
    working.end();
    for (const { event } of rehearsal.result.events) recording.record(event);
    console.log(`\n${renderRehearsal(rehearsal.result, process.stdout.columns)}`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(pc.dim(`Rehearsed in ${seconds} s on Pulumi ${engine.version}; nothing left this machine.`));
    if (!keep) console.log(`\n${renderNext()}`);
    if (keep) await keepUntilInterrupted(rehearsal, project, interruption.signal);
    const lost = whyNotDelivered(rehearsal.result.events);
    if (lost === undefined) return problems.length > 0 ? 1 : 0;
    console.error(pc.red(printable(lost, 1_000)));
    return 2;
  } catch (error) {
    working.end();
    if (interruption.signal.aborted) return 130;
    if (!(error instanceof DeploymentFailed)) throw error;
    // The program's and the engine's own words were printed while they came.
    console.error(`\n${pc.red(printable(whyNotDeployed(error.diagnostics), 1_000))}`);
    return 1;
  } finally {
    await rehearsal?.close();
    recording.close();
    interruption.end();
  }
}

/** On a terminal: what goes on at the moment and for how long, since the engine is silent while it starts. */
function workingFor(output: ProgressOutput): { now(step: RehearsalProgress): void; end(): void } {
  let began = performance.now();
  let what = "Reading the project";
  const show = (): void => output.status(`${what} … ${Math.round((performance.now() - began) / 1000)} s`);
  const timer = output.isTerminal ? setInterval(show, 1_000) : undefined;
  return {
    now(step) {
      const next = step.kind === "step" ? "Deploying" : step.kind === "phase" ? "Starting the Pulumi engine" : what;
      if (next === what) return;
      what = next;
      began = performance.now();
    },
    end() {
      clearInterval(timer);
      output.end();
    },
  };
}

/** What a newcomer does next. */
function renderNext(): string {
  const rows = [
    ["npx acs-events dev", "keep the local Azure running; send it events"],
    ["npx acs-events new team NAME", "write the subscriptions of a team"],
    ["npx acs-events docs start", "read on"],
  ];
  return `${pc.bold("Next")}\n${rows.map(([command = "", what = ""]) => `  ${command.padEnd(30)}${what}`).join("\n")}`;
}

async function eventsToEmit(
  from: string | undefined,
): Promise<{ readonly events: readonly RehearsedEvent[]; readonly problems: readonly string[] }> {
  if (from === undefined) return { events: rehearsedEvents(), problems: [] };
  const { readEventGridEvents } = await import("./input/event-grid-events.ts");
  const { events, problems } = await readEventGridEvents(from);
  return { events: events.map((event) => ({ event, from: "file" as const })), problems };
}

async function keepUntilInterrupted(
  { azure, scratch, result }: Rehearsal,
  project: Project,
  signal: AbortSignal,
): Promise<void> {
  const { subscriptions } = await planOf(project, result.stack);
  const declared = declaredSubscriptions(project.root, () => subscriptions);
  const dashboard = await azure.openDashboard(result.stack, declared);
  await azure.storage?.start();
  const accounts = (azure.storage?.accounts() ?? []).map(
    (account) => `\n  storage ${account.padEnd(10)} ${azure.storage?.connectionString(account) ?? ""}`,
  );
  console.log(`
${pc.bold("Kept running until Ctrl-C")}
  dashboard          ${dashboard.url}   who received what and why not; try events
  handlers           ${azure.handlersUrl}
  queues             ${dashboard.url}/queues   what is in Service Bus, Event Hubs and storage queues
  resource provider  127.0.0.1:${azure.providerPort}${accounts.join("")}
  files              ${scratch.folder}`);
  // A signal does not keep the process alive; the servers of the local Azure do.
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
}
