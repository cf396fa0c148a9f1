import { serveProvider } from "./provider/serve.ts";
import { adoptExisting, type ExistingResource } from "./resources/existing.ts";
import type { ProviderSettings } from "./resources/world.ts";
import { createStore, type Store } from "./store.ts";
import type { SubscriptionValidator } from "./subscription-validator.ts";

export interface EmulatorOptions {
  /** What is there already; empty when left out. */
  readonly store?: Store;
  /** Asks endpoints whether they want events; without one, every webhook is taken to want them. */
  readonly validator?: SubscriptionValidator;
  /** The provider's port; another one where it is taken, and any free one for 0, the default. */
  readonly port?: number;
  /** The Azure subscription and tenant of a program that names none. */
  readonly settings?: ProviderSettings;
  /** Resources that the stack refers to and does not make. */
  readonly existing?: readonly ExistingResource[];
  readonly now?: () => Date;
  /** Hears of every change, one line each. */
  readonly log?: (line: string) => void;
}

export interface Emulator {
  /** For `PULUMI_DEBUG_PROVIDERS=azure-native:PORT`. */
  readonly providerPort: number;
  readonly store: Store;
  close(): Promise<void>;
}

/** Starts the local Azure on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const store = options.store ?? createStore();
  const server = await serveProvider({ ...options, store });
  for (const existing of options.existing ?? []) adoptExisting(existing, server.world);
  const { log } = options;
  const silence =
    log === undefined
      ? () => undefined
      : store.onChange(({ kind, resource }) => log(`${kind === "put" ? "kept" : "removed"} ${resource.id}`));
  return Object.freeze({
    providerPort: server.port,
    store,
    async close() {
      silence();
      await server.close();
    },
  });
}
