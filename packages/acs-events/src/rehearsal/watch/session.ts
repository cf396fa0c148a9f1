import type { DisorderOptions } from "../../emulator/delivery/disorder.ts";
import type { MessagingConnections } from "../../emulator/messaging/emulator-connection.ts";
import type { Behaviour } from "../../emulator/resources/azure.ts";
import { type RunningAzure, runLocalAzure } from "../../emulator/run.ts";
import { declaredSubscriptions } from "../declared-subscriptions.ts";
import { type Watching, watchProject } from "./changed-files.ts";
import { createDeploying, type Deploying, type DeployingOptions } from "./deploying.ts";
import { type DevFolder, openDevFolder, type Ports } from "./dev-folder.ts";

export interface SessionOptions extends DeployingOptions {
  /** Forgets what is kept of the last run. */
  readonly fresh: boolean;
  readonly keepEvents?: number | undefined;
  readonly https?: boolean;
  readonly ports?: Ports;
  readonly behaviour?: Behaviour;
  readonly disorder?: DisorderOptions;
  readonly seed?: number | undefined;
  readonly azurite?: boolean;
  readonly messaging?: MessagingConnections;
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
        stands: (record) => {
          news({ kind: "stands", record });
          deploying()?.arrived();
        },
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
