import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { DisorderOptions } from "../../emulator/delivery/disorder.ts";
import type { RedirectTable } from "../../emulator/delivery/redirects.ts";
import type { MessagingConnections } from "../../emulator/messaging/emulator-connection.ts";
import type { Behaviour } from "../../emulator/resources/azure.ts";
import { type RunningAzure, runLocalAzure } from "../../emulator/run.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import type { Review } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import type { StackConfig } from "../../stack/schema.ts";
import { setOfPlan } from "../../subscription-set/record-of.ts";
import { declaredSubscriptions } from "../declared-subscriptions.ts";
import { existingOf } from "../local-azure.ts";
import { checkHandlerNames, type LocalHandlers, routeWebhooks, type WebhookRoutes } from "../webhook-routes.ts";
import { type Changed, type Watching, watchProject } from "./changed-files.ts";
import { type DevFolder, openDevFolder, type Ports } from "./dev-folder.ts";
import { handlersHost, type ServedHandlers } from "./handlers-host.ts";
import type { News } from "./news.ts";
import { adviceToldOnce, type Counts, type PlannedProgram, programRuns } from "./program-runs.ts";

export interface SessionOptions {
  /** The folder of the project. */
  readonly root: string;
  readonly stack: string;
  /** The stack with the topic; the same for most. */
  readonly environment: string;
  /** Forgets what is kept of the last run. */
  readonly fresh: boolean;
  readonly keepEvents?: number | undefined;
  /** Local handlers by the name of an endpoint, or by the origin or URL of a webhook. */
  readonly handlers?: { readonly byName: LocalHandlers; readonly byUrl: RedirectTable };
  readonly https?: boolean;
  readonly ports?: Ports;
  readonly behaviour?: Behaviour;
  readonly disorder?: DisorderOptions;
  readonly seed?: number | undefined;
  readonly azurite?: boolean;
  readonly messaging?: MessagingConnections;
  readonly news: (news: News) => void;
}

/** A project that is developed: its local Azure follows its files. */
export interface Session {
  readonly azure: RunningAzure;
  readonly folder: string;
  /** Resolves when what was saved so far is deployed, or cannot be; says whether it is. */
  settled(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Starts the local Azure of a stack, deploys the project to it, serves its handlers, and does so again whenever a file
 * of it is saved. Resolves when the local Azure answers; the first deployment goes on meanwhile. Throws a `UserError`
 * where another process has the folder open, or the state there cannot be used.
 */
export async function startSession(options: SessionOptions): Promise<Session> {
  const { root, stack, news } = options;
  const folder = await openDevFolder(root, stack, options);
  const closing: (() => unknown)[] = [folder.close];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    if (folder.wasCutOff) news({ kind: "cut-off" });
    let deploying: Deploying | undefined;
    const azure = await startAzure(options, folder, () => deploying);
    closing.push(azure.close);
    deploying = createDeploying(options, folder, azure);
    closing.push(deploying.close);
    const watching: Watching = await watchProject(root, deploying.changed);
    closing.push(watching.close);
    await folder.announce({ stack, pid: process.pid, arm: azure.armUrl });
    deploying.changed({ files: [], program: true, handlers: true });
    return Object.freeze({ azure, folder: folder.folder, settled: deploying.settled, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function startAzure(
  options: SessionOptions,
  folder: DevFolder,
  deploying: () => Deploying | undefined,
): Promise<RunningAzure> {
  const { root, ports = {}, news, handlers, https, behaviour, disorder, seed, azurite, messaging, stack } = options;
  const before = folder.ports();
  const start = (dashboardPort: number): Promise<RunningAzure> =>
    runLocalAzure({
      name: stack,
      declared: declaredSubscriptions(root, () => deploying()?.planned() ?? []),
      kept: { folder: folder.azure, state: folder.state },
      handlers: handlers?.byUrl ?? {},
      ...(https === undefined ? {} : { https }),
      ...(behaviour === undefined ? {} : { behaviour }),
      ...(azurite === undefined ? {} : { azurite }),
      disorder,
      seed,
      messaging,
      armPort: ports.arm ?? before.arm ?? 0,
      providerPort: ports.provider ?? before.provider ?? 0,
      dashboardPort,
      ready: async () => deploying()?.settled(),
      listener: {
        published: (result) => news({ kind: "published", result }),
        stands: (record) => news({ kind: "stands", record }),
      },
    });
  const azure = await start(ports.dashboard ?? before.dashboard ?? 0).catch((error: unknown) => {
    // The port of the last run may be somebody else's by now; one that was asked for has to be free.
    if (ports.dashboard === undefined && before.dashboard !== undefined) return start(0);
    throw error;
  });
  const portOf = (url: string): number => Number(new URL(url).port);
  folder.keepPorts({ arm: portOf(azure.armUrl), provider: azure.providerPort, dashboard: portOf(azure.dashboardUrl) });
  return azure;
}

interface Deploying {
  changed(what: Changed): void;
  settled(): Promise<boolean>;
  /** What the team files say, as far as they could be read last. */
  planned(): readonly PlannedSubscription[];
  close(): Promise<void>;
}

/** Brings what is saved into the local Azure, one change after the other. */
function createDeploying(options: SessionOptions, folder: DevFolder, azure: RunningAzure): Deploying {
  const { root, stack, news } = options;
  let served: ServedHandlers;
  let config: StackConfig | undefined;
  let isDeployed = false;
  let planned = folder.deployed();
  let closed = false;
  const route = (): WebhookRoutes["standIns"] => {
    const routes = routeWebhooks(config, {
      named: options.handlers?.byName ?? {},
      project: { url: served?.url ?? azure.standInUrl, paths: served?.paths ?? [] },
      standIn: azure.standInUrl,
    });
    azure.grid.redirect({ ...routes.redirects, ...options.handlers?.byUrl });
    return routes.standIns;
  };
  const host = handlersHost({
    root,
    folder: folder.handlers,
    told: (line, from) => news({ kind: "line", from: from === "handler" ? "handler" : "handlers", line }),
    crashed: (why) =>
      news({
        kind: "mistake",
        of: "handlers",
        problem: `The process of the handlers failed: ${why}. Save a file to start it again.`,
      }),
  });
  const advice = adviceToldOnce();
  const runs = programRuns({
    place: { root, stack: options.environment, folders: folder.engine, providerPort: azure.providerPort },
    progress: (step) => {
      if (advice.isNew(step)) news(step);
    },
    printed: (line) => news({ kind: "line", from: "program", line }),
  });

  const reloadHandlers = async (): Promise<void> => {
    const started = performance.now();
    try {
      await host.reload((now) => {
        served = now;
        route();
      });
      news({ kind: "handlers", served, milliseconds: performance.now() - started });
    } catch (error) {
      news({ kind: "mistake", of: "handlers", problem: sentenceOf(error) });
    }
  };
  const deploy = async (): Promise<boolean> => {
    const started = performance.now();
    let program: PlannedProgram | undefined;
    try {
      program = await runs.plan({ kind: "plan", stack });
      const { plan } = program;
      planned = plan.subscriptions;
      if (plan.refused.length > 0) {
        const said = plan.refused.map(({ id, subscription, message }) => `${id} refuses ${subscription}: ${message}`);
        news({ kind: "mistake", of: "policies", problem: said.join("\n") });
        return false;
      }
      checkHandlerNames(plan.config, options.handlers?.byName ?? {});
      config = plan.config;
      for (const resource of existingOf(config)) azure.adopt(resource);
      const before = folder.deployed();
      const review = before.length === 0 && !isDeployed ? undefined : reviewOf(before, plan.subscriptions);
      news({ kind: "planned", review, standIns: plan.standIns, unhandled: route() });
      folder.deploying();
      advice.begin();
      const done = await deployAll(program, plan.stacks, (counts) =>
        news({ kind: "deployed", ...counts, milliseconds: performance.now() - started }),
      );
      // Stopped in the middle: the next process begins this deployment anew.
      if (closed && done.problem !== undefined) return false;
      await folder.hasDeployed(done.problem === undefined ? plan.subscriptions : undefined);
      if (done.problem !== undefined) {
        news({ kind: "mistake", of: "deployment", problem: done.problem });
        return false;
      }
      return true;
    } catch (error) {
      if (!closed) news({ kind: "mistake", of: "program", problem: sentenceOf(error) });
      return false;
    } finally {
      await program?.end();
    }
  };
  const deployAll = async (
    first: PlannedProgram,
    stacks: readonly string[],
    applied: (counts: Counts) => void,
  ): Promise<{ readonly problem?: string }> => {
    const sum = { resources: 0, changed: 0 };
    for (const [index, one] of stacks.entries()) {
      const program = index === 0 ? first : await runs.plan({ kind: "plan", stack });
      try {
        const done = await program.deploy({ kind: "deploy", stack: one }, (counts) => {
          sum.resources += counts.resources;
          sum.changed += counts.changed;
          if (index === stacks.length - 1) applied(sum);
        });
        if (done.kind === "refused") return { problem: done.problem ?? "The engine failed without a reason." };
      } finally {
        if (index > 0) await program.end();
      }
    }
    return {};
  };

  const waiting = { program: false, handlers: false };
  let working: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    while (!closed && (waiting.program || waiting.handlers)) {
      const { program, handlers } = { ...waiting };
      waiting.program = false;
      waiting.handlers = false;
      // A handler has to be there before Event Grid asks it whether it wants the events.
      if (handlers) await reloadHandlers();
      if (program && !closed) isDeployed = await deploy();
    }
  };
  return Object.freeze({
    changed({ files, program, handlers }: Changed) {
      if (closed) return;
      if (files.length > 0) news({ kind: "saved", files });
      waiting.program ||= program;
      waiting.handlers ||= handlers;
      working ??= work().finally(() => {
        working = undefined;
      });
    },
    async settled() {
      while (working !== undefined) await working;
      return isDeployed;
    },
    planned: () => planned,
    async close() {
      closed = true;
      await Promise.all([runs.close(), host.close()]);
      await working;
    },
  });
}

function reviewOf(before: readonly PlannedSubscription[], now: readonly PlannedSubscription[]): Review {
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const today = new Date().toISOString().slice(0, 10);
  return compareSubscriptions(setOfPlan(before).subscriptions, setOfPlan(now).subscriptions, {
    complete: true,
    hash,
    today,
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
