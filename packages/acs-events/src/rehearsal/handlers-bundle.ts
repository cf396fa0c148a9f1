import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { EventGrid } from "../emulator/delivery/event-grid.ts";
import { azuriteProblem } from "../emulator/storage/azurite.ts";
import { PackageFails } from "../functions-host/functions-host.ts";
import { type LocalFunctionApp, startLocalFunctionApp } from "../functions-host/local-function-app.ts";
import { buildBundle, entryFile } from "../publish/bundle.ts";
import type { StackConfig } from "../stack/schema.ts";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { type StorageOfApp, startStorageOfApp } from "./storage-of-app.ts";

/** Settings of an app on this machine, where Azure's own tools keep them too. */
export const localSettingsFile = "handlers/local.settings.json";
const localSettings = z.looseObject({ Values: z.record(z.string(), z.string()).default({}) });
const hostSettings = z.looseObject({
  extensions: z
    .looseObject({ queues: z.looseObject({ maxDequeueCount: z.number().int().min(1).optional() }).optional() })
    .optional(),
});

export interface HandlersBundleOptions {
  /** The project's folder. */
  readonly root: string;
  /** Where the package and what the app needs are written. */
  readonly folder: string;
  /** What is secret about the webhooks of the stack, by endpoint: the app gets it as in Azure. */
  readonly secrets: StackConfig["secrets"];
  readonly tell: (line: string) => void;
  /** What the app before has used, and the next will; if omitted, the app has a storage of its own that ends with it. */
  readonly storage?: StorageOfApp;
}

/** Why the package cannot run here; undefined where it can. `azurite`: whether queues are in Azurite. */
export function bundleProblem({ azurite }: { readonly azurite?: boolean }): string | undefined {
  if (azuriteProblem() !== undefined) {
    return "Azurite is not installed here, and the app keeps its inbox in a table. Install it with `npm install --save-dev azurite`, or omit --bundle.";
  }
  return azurite === true
    ? "--bundle takes messages out of the queues that are kept in files; with --azurite, there are none. Leave one of them out."
    : undefined;
}

/** The function app of a project on this machine, and what it takes out of queues. */
export interface HandlersBundle extends LocalFunctionApp {
  /** Takes every message that is in the queues of the local Azure by now, and waits for the functions. */
  takeFrom(grid: Pick<EventGrid, "queues" | "takeMessage">): Promise<void>;
}

/**
 * Builds the package that `publish` sends to Azure and starts it with what the app has there: its settings, an account
 * of tables and blobs in Azurite, and an identity. Throws a `UserError` where it cannot be built or loaded.
 */
export async function startHandlersBundle(options: HandlersBundleOptions): Promise<HandlersBundle> {
  const { root, folder, tell } = options;
  const [bundle, values] = await Promise.all([buildBundle(root), readLocalSettings(root)]);
  for (const [path, content] of bundle.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const host = hostSettings.parse(JSON.parse(new TextDecoder().decode(bundle.files.get("host.json"))));
  const storage = options.storage ?? (await startStorageOfApp(join(folder, "storage")));
  const closeStorage = async (): Promise<void> => {
    if (options.storage === undefined) await storage.close();
  };
  try {
    const app = await startLocalFunctionApp({
      main: join(folder, "index.mjs"),
      env: { ...values, ACS_EVENTS_SECRETS: JSON.stringify(options.secrets), ...storage.settings },
      maximumDequeues: host.extensions?.queues?.maxDequeueCount ?? 5,
      tell,
    });
    return { ...app, takeFrom: (grid) => takeFrom(app, grid, tell), close: () => app.close().finally(closeStorage) };
  } catch (error) {
    await closeStorage();
    if (error instanceof PackageFails) throw new UserError(`${entryFile} fails while it is loaded: ${error.message}`);
    throw error;
  }
}

async function takeFrom(
  app: LocalFunctionApp,
  grid: Pick<EventGrid, "queues" | "takeMessage">,
  tell: (line: string) => void,
): Promise<void> {
  for (const { kind, name } of grid.queues()) {
    const queueName = name.slice(name.lastIndexOf("/") + 1);
    const queue = app.queues.find((one) => one.kind === kind && one.name === queueName);
    if (queue === undefined) continue;
    // Where the package has ended, messages stay for the next one.
    while (app.isRunning()) {
      const message = grid.takeMessage(kind, name);
      if (message === undefined) break;
      // As Event Grid writes it. The clock of a rehearsal is turned by hand: how long it waited says nothing.
      const json = JSON.stringify(message.body);
      const text = kind === "storage-queue" ? Buffer.from(json).toString("base64") : json;
      if (await app.takeMessage(queue, text, new Date())) tell(`${queueName}: ${typeOf(message.body)} handled`);
    }
  }
}

function typeOf(event: unknown): string {
  if (typeof event !== "object" || event === null) return "a message";
  const type: unknown = Reflect.get(event, "eventType") ?? Reflect.get(event, "type");
  return printable(String(type));
}

async function readLocalSettings(root: string): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = await readFile(join(root, localSettingsFile), "utf8");
  } catch {
    return {};
  }
  try {
    return localSettings.parse(JSON.parse(text)).Values;
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : "it is not JSON";
    throw new UserError(
      `${localSettingsFile} cannot be used: ${printable(reason)}. Write { "Values": { "NAME": "value" } }.`,
    );
  }
}
