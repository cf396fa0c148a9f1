import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import type { RedirectTable } from "../../emulator/delivery/redirects.ts";
import type { RunningAzure } from "../../emulator/run.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import type { Review } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import type { StackConfig } from "../../stack/schema.ts";
import { setOfPlan } from "../../subscription-set/record-of.ts";
import { existingOf } from "../local-azure.ts";
import { publishFunctions } from "../published-functions.ts";
import { checkHandlerNames, type LocalHandlers, routeWebhooks, type WebhookRoutes } from "../webhook-routes.ts";
import { bundleHost } from "./bundle-host.ts";
import type { Changed } from "./changed-files.ts";
import type { DevFolder } from "./dev-folder.ts";
import { handlersHost, type ServedHandlers } from "./handlers-host.ts";
import type { News } from "./news.ts";
import { type AppliedCounts, adviceToldOnce, type PlannedProgram, programRuns } from "./program-runs.ts";

export interface DeployingOptions {
  /** The folder of the project. */
  readonly root: string;
  readonly stack: string;
  /** The stack with the topic; the same for most. */
  readonly environment: string;
  /** Local handlers by the name of an endpoint, or by the origin or URL of a webhook. */
  readonly handlers?: { readonly byName: LocalHandlers; readonly byUrl: RedirectTable };
  /** Runs the package that `publish` makes, in the place of the local handlers. */
  readonly bundle?: boolean;
  readonly news: (news: News) => void;
}

/** What brings the files of a project into its local Azure. */
export interface Deploying {
  changed(what: Changed): void;
  settled(): Promise<boolean>;
  /** An event has come into a queue, perhaps. */
  arrived(): void;
  /** What the team files say, as far as they could be read last. */
  planned(): readonly PlannedSubscription[];
  close(): Promise<void>;
}

/** Brings what is saved into the local Azure, one change after the other. */
export function createDeploying(options: DeployingOptions, folder: DevFolder, azure: RunningAzure): Deploying {
  const { root, stack } = options;
  /** Why the last deployment was refused. */
  let refusal = "";
  const news = (one: News): void => {
    if (one.kind === "mistake" && one.of !== "handlers") refusal = one.problem;
    if (one.kind === "deployed") azure.deployment.end();
    options.news(one);
  };
  let served: ServedHandlers;
  let config: StackConfig | undefined;
  let isDeployed = false;
  let planned = folder.deployed();
  let closed = false;
  const waiting = { program: false, handlers: false };
  const route = (): WebhookRoutes["standIns"] => {
    const routes = routeWebhooks(config, {
      named: options.handlers?.byName ?? {},
      project: { url: served?.url ?? azure.standInUrl, paths: served?.paths ?? [], eventGrid: served?.eventGrid },
      standIn: azure.standInUrl,
    });
    const published =
      bundle === undefined
        ? undefined
        : publishFunctions(served?.eventGrid ?? [], served?.url ?? azure.standInUrl, azure);
    // An app that lists other functions than before has other subscriptions.
    waiting.program ||= published?.changed === true;
    azure.grid.redirect({ ...routes.redirects, ...published?.redirects, ...options.handlers?.byUrl });
    return routes.standIns;
  };
  const told = (line: string, from: "handler" | "printed"): void =>
    news({ kind: "line", from: from === "handler" ? "handler" : "handlers", line });
  const bundle =
    options.bundle === true
      ? bundleHost({ root, folder: folder.app, told, secrets: () => config?.secrets ?? {} })
      : undefined;
  const host =
    bundle ??
    handlersHost({
      root,
      folder: folder.handlers,
      told,
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
      void bundle?.take(azure.grid);
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
      // The app has the secrets of the configuration among its settings.
      if (bundle?.isUpToDate() === false) await reloadHandlers();
      const before = folder.deployed();
      const review = before.length === 0 && !isDeployed ? undefined : reviewOf(before, plan.subscriptions);
      news({ kind: "planned", review, standIns: plan.standIns, unhandled: route() });
      folder.deploying();
      advice.begin();
      const done = await deployAll(program, plan.stacks, (counts) =>
        news({ kind: "deployed", ...counts, milliseconds: performance.now() - started }),
      );
      // Stopped in the middle: the next process begins this deployment again.
      if (closed && done.problem !== undefined) return false;
      await folder.hasDeployed(done.problem === undefined ? plan.subscriptions : undefined);
      if (done.problem !== undefined) {
        news({ kind: "mistake", of: "deployment", problem: done.problem });
        return false;
      }
      route();
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
    applied: (counts: AppliedCounts) => void,
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

  let working: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    while (!closed && (waiting.program || waiting.handlers)) {
      const { program, handlers } = { ...waiting };
      waiting.program = false;
      waiting.handlers = false;
      // A handler has to be there before Event Grid asks it whether it wants the events.
      if (handlers && (bundle === undefined || config !== undefined)) await reloadHandlers();
      if (!program || closed) continue;
      azure.deployment.begin();
      isDeployed = await deploy();
      if (!isDeployed) azure.deployment.end(refusal);
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
    arrived: () => void bundle?.take(azure.grid),
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
