import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventGridEvent } from "../catalog/event.ts";
import { createEventGrid, type EventGrid } from "./delivery/event-grid.ts";
import type { RedirectTable } from "./delivery/redirects.ts";
import { startStandIn } from "./delivery/stand-in.ts";
import { type CommunicationServices, createCommunicationServices } from "./event-source/index.ts";
import type { Behaviour } from "./resources/azure.ts";
import { startEmulator } from "./start.ts";
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
  /** Hears of resources and deliveries, a line each; never with a secret. */
  readonly log?: (line: string) => void;
}

/** A local Azure that runs on the clock on the wall: what clients work against. */
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
  close(): Promise<void>;
}

/**
 * Starts every face of an empty local Azure on 127.0.0.1. Its files are in a folder of their own, which goes at the end.
 * Throws for a handler that is not on this machine, and for a dashboard port that is taken; nothing is left running then.
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
  const { log, behaviour, https = false } = options;
  const folder = await mkdtemp(join(tmpdir(), "acs-events-azure-"));
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const standIn = await startStandIn();
  closing.push(standIn.close);
  const store = createStore();
  const grid = createEventGrid({ store, redirects: { "*": standIn.url, ...options.handlers }, folder, log });
  const emulator = await startEmulator({
    store,
    validator: grid.validator,
    port: options.providerPort ?? 0,
    arm: { port: options.armPort ?? 0, https, publisher: grid },
    ...(behaviour === undefined ? {} : { behaviour }),
    ...(log === undefined ? {} : { log }),
  });
  closing.push(emulator.close, grid.close);
  const source = createCommunicationServices({ store, grid, now: Date.now });
  const send = async (event: EventGridEvent): Promise<EventGridEvent> => {
    const published = source.emit(event);
    await grid.settled();
    return published;
  };
  const { startDashboard } = await import("./dashboard/start.ts");
  const shown = { store, grid, source, send, now: Date.now, stack: "local" };
  const dashboard = await startDashboard({ ...shown, port: options.dashboardPort ?? 0 });
  closing.push(dashboard.close);
  const addresses = { armUrl: emulator.armUrl ?? "", providerPort: emulator.providerPort, dashboardUrl: dashboard.url };
  if (emulator.certificate === undefined) return { ...addresses, store, grid, source };
  const certificateFile = join(folder, "certificate.pem");
  await writeFile(certificateFile, emulator.certificate);
  return { ...addresses, certificateFile, store, grid, source };
}
