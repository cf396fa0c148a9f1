import { join } from "node:path";
import type { EventGrid } from "../../emulator/delivery/event-grid.ts";
import type { StackConfig } from "../../stack/schema.ts";
import { type HandlersBundle, startHandlersBundle } from "../handlers-bundle.ts";
import { type StorageOfApp, startStorageOfApp } from "../storage-of-app.ts";
import type { HandlersHost, HandlersHostOptions, ServedHandlers } from "./handlers-host.ts";

export interface BundleHostOptions extends Omit<HandlersHostOptions, "crashed"> {
  /** What is secret about the webhooks of the stack, by endpoint: the app gets it as in Azure. */
  readonly secrets: () => StackConfig["secrets"];
}

/** The package that `publish` makes of the handlers of a project, running as a function app does. */
export interface BundleHost extends HandlersHost {
  /** Whether the app runs with the secrets that the stack has by now. */
  isUpToDate(): boolean;
  /** Takes what is in the queues of the local Azure. Two calls never take at once. */
  take(grid: Pick<EventGrid, "queues" | "takeMessage">): Promise<void>;
}

/** Its inbox and its dead letters outlive the package, as in Azure: they are in the folder, and there at the next start. */
export function bundleHost({ root, folder, told, secrets }: BundleHostOptions): BundleHost {
  let storage: StorageOfApp | undefined;
  let current: { readonly bundle: HandlersBundle; readonly secrets: string } | undefined;
  let taking: Promise<void> = Promise.resolve();
  const takeFrom = async (grid: Pick<EventGrid, "queues" | "takeMessage">): Promise<void> => {
    if (current === undefined) return;
    await current.bundle.takeFrom(grid);
    if (!current.bundle.isRunning()) told("The package ended by itself. Save a file to start it again.", "printed");
  };
  return Object.freeze({
    async reload(moved: (served: ServedHandlers) => void) {
      storage ??= await startStorageOfApp(join(folder, "storage"), { kept: true });
      const given = secrets();
      const tell = (line: string): void => told(line, "handler");
      const bundle = await startHandlersBundle({
        root,
        folder: join(folder, "package"),
        secrets: given,
        tell,
        storage,
      });
      const before = current;
      current = { bundle, secrets: JSON.stringify(given) };
      moved(bundle);
      // What the package before has begun is finished by it.
      await taking;
      await before?.bundle.close();
    },
    isUpToDate: () => current?.secrets === JSON.stringify(secrets()),
    take(grid: Pick<EventGrid, "queues" | "takeMessage">) {
      taking = taking.then(() => takeFrom(grid));
      return taking;
    },
    async close() {
      await taking;
      await current?.bundle.close();
      await storage?.close();
    },
  });
}
