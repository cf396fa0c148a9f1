import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { EventGridEvent } from "../catalog/event.ts";
import type { DeclaredSubscriptions } from "./dashboard/declared-at.ts";
import type { DeploymentProgress } from "./dashboard/deployments.ts";
import type { DisorderOptions } from "./delivery/disorder.ts";
import { createEventGrid, type EventGrid, type GridListener } from "./delivery/event-grid.ts";
import type { RedirectTable } from "./delivery/redirects.ts";
import { runningClock } from "./delivery/running-clock.ts";
import { seededRandom } from "./delivery/seeded-random.ts";
import { startStandIn } from "./delivery/stand-in.ts";
import { type CommunicationServices, createCommunicationServices } from "./event-source/index.ts";
import type { MessagingConnections } from "./messaging/emulator-connection.ts";
import type { Behaviour } from "./resources/azure.ts";
import type { ExistingResource } from "./resources/existing.ts";
import { createSender } from "./sending.ts";
import { startEmulator } from "./start.ts";
import type { KeptState } from "./state/kept-state.ts";
import { type AzuriteStorage, createAzuriteStorage } from "./storage/azurite-storage.ts";
import { createStore, type Store } from "./store.ts";

export interface RunOptions {
  /** Local handlers by the origin or URL of a webhook, or the id of a function; a stand-in accepts for every other. */
  readonly handlers?: RedirectTable;
  /** ARM answers https. */
  readonly https?: boolean;
  /** Other ones where they are taken; any free one for 0, the default. */
  readonly armPort?: number;
  readonly providerPort?: number;
  readonly dashboardPort?: number;
  readonly behaviour?: Behaviour;
  readonly disorder?: DisorderOptions | undefined;
  /** Makes jitter, ids and disorder the same every time. */
  readonly seed?: number | undefined;
  /** Storage queues and dead letters in Azurite, which has to be installed; if omitted, they are files. */
  readonly azurite?: boolean;
  /** Emulators of Service Bus and Event Hubs; their messages are in local queues all the same. */
  readonly messaging?: MessagingConnections | undefined;
  /** Where everything is kept, and what is there already; if omitted, a folder that is removed at the end. */
  readonly kept?: { readonly folder: string; readonly state: Pick<KeptState, "store" | "journal"> };
  /** What the dashboard is called after; default: local. */
  readonly name?: string;
  /** Where subscriptions are declared, for the dashboard. */
  readonly declared?: DeclaredSubscriptions | undefined;
  readonly listener?: GridListener;
  /** What is sent waits for this: a deployment that is under way. */
  readonly ready?: () => Promise<unknown>;
  /** Called with a line for each resource and delivery; never with a secret. */
  readonly log?: (line: string) => void;
}

/** A local Azure in real time: what clients work against. */
export interface RunningAzure {
  readonly armUrl: string;
  /** For `PULUMI_DEBUG_PROVIDERS=azure-native:PORT`. */
  readonly providerPort: number;
  readonly dashboardUrl: string;
  /** The file with the certificate of an https address; for `NODE_EXTRA_CA_CERTS` and the like. */
  readonly certificateFile?: string;
  readonly store: Store;
  readonly grid: EventGrid;
  readonly source: CommunicationServices;
  readonly storage: AzuriteStorage | undefined;
  /** Tells the dashboard of a deployment. */
  readonly deployment: DeploymentProgress;
  /** `http://127.0.0.1:PORT`: accepts whatever has no handler. */
  readonly standInUrl: string;
  /** Puts a resource there that a program refers to and does not make. */
  adopt(resource: ExistingResource): void;
  close(): Promise<void>;
}

/**
 * Starts every face of a local Azure on 127.0.0.1. Without `kept` it is empty, and its files are in a folder of their
 * own, which is removed at the end. Throws for a handler that is not on this machine, and for a dashboard port that is
 * taken; nothing is left running then.
 */
export async function runLocalAzure(options: RunOptions = {}): Promise<RunningAzure> {
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    // The last one that was started is the first one to end.
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return Object.freeze({ ...(await start(options, closing)), close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: RunOptions, closing: (() => unknown)[]): Promise<Omit<RunningAzure, "close">> {
  const { log, behaviour, https = false, kept, seed } = options;
  const folder = kept?.folder ?? (await temporaryFolder(closing));
  const standIn = await startStandIn();
  closing.push(standIn.close);
  const store = kept?.state.store ?? createStore();
  const storage =
    options.azurite === true ? createAzuriteStorage({ folder: join(folder, "azurite"), store }) : undefined;
  if (storage !== undefined) closing.push(storage.close);
  const messaging = options.messaging === undefined ? undefined : await openMessaging(options.messaging, closing);
  const sender = createSender(() => source, options.listener);
  // Nobody has to wait for hours: the dashboard can turn the clock ahead.
  const clock = runningClock();
  const grid = createEventGrid({
    store,
    redirects: { "*": standIn.url, ...options.handlers },
    clock,
    folder,
    log,
    storage,
    messaging,
    journal: kept?.state.journal,
    disorder: options.disorder,
    listener: sender.listener,
    ...(seed === undefined ? {} : { random: seededRandom(seed) }),
  });
  const emulator = await startEmulator({
    store,
    validator: grid.validator,
    port: options.providerPort ?? 0,
    arm: {
      port: options.armPort ?? 0,
      https,
      publisher: grid,
      sender: {
        send: async (events) => {
          await options.ready?.();
          return sender.send(events);
        },
      },
    },
    ...(behaviour === undefined ? {} : { behaviour }),
    ...(log === undefined ? {} : { log }),
  });
  closing.push(emulator.close, grid.close);
  const source = createCommunicationServices({ store, grid, now: clock.now });
  const send = async (event: EventGridEvent, passWaits: boolean): Promise<EventGridEvent> => {
    const published = source.emit(event);
    // A handler may take half a minute; the sender sees the event on the page meanwhile.
    await (passWaits ? clock.advanceToEnd() : Promise.race([grid.settled(), wait(1_000, undefined, { ref: false })]));
    return published;
  };
  const { startDashboard } = await import("./dashboard/start.ts");
  const turned = { now: clock.now, clock, passesWaits: false };
  const shown = { store, grid, source, send, ...turned, stack: options.name ?? "local", declared: options.declared };
  const dashboard = await startDashboard({ ...shown, port: options.dashboardPort ?? 0 });
  closing.push(dashboard.close);
  const { adopt, armUrl = "", providerPort } = emulator;
  const running = { armUrl, providerPort, dashboardUrl: dashboard.url, store, grid, source, storage, adopt };
  const whole = { ...running, standInUrl: standIn.url, deployment: dashboard.deployment };
  if (emulator.certificate === undefined) return whole;
  const certificateFile = join(folder, "certificate.pem");
  await writeFile(certificateFile, emulator.certificate);
  return { ...whole, certificateFile };
}

/** Loaded where it is asked for: the clients are not installed everywhere. */
async function openMessaging(connections: MessagingConnections, closing: (() => unknown)[]) {
  const { openMessagingEmulators } = await import("./messaging/emulators.ts");
  const messaging = await openMessagingEmulators(connections);
  closing.push(messaging.close);
  return messaging;
}

async function temporaryFolder(closing: (() => unknown)[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-azure-"));
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
