import type { DeploymentClock } from "../engine/clock.ts";
import type { HostedFunction } from "../functions-host/functions-host.ts";
import { type Bundle, buildBundle } from "./bundle.ts";
import { isLoopback, resourceManagerToken } from "./login.ts";
import { oneDeploy } from "./one-deploy.ts";
import { zipPackage } from "./package.ts";
import { functionsListed, type ResourceManager, readSite } from "./resource-manager.ts";

export interface PublishRequest {
  /** The project's folder. */
  readonly root: string;
  /** The function app's id in Azure. */
  readonly appId: string;
  /** `https://management.azure.com`; of another cloud, or the local Azure's. */
  readonly resourceManager: URL;
  readonly clock: DeploymentClock;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

export interface Published {
  readonly app: string;
  /** Where HTTP triggers answer. */
  readonly host: string;
  readonly functions: readonly HostedFunction[];
  readonly kilobytes: number;
  readonly loadMilliseconds: number;
  /** The site lost track of the deployment; it was taken as finished since its functions are listed. */
  readonly assumed: boolean;
}

/**
 * Builds the package of a project's handlers, puts it into a function app and waits until the app lists its functions:
 * from then on Event Grid takes subscriptions to them. Throws a `UserError` that says what to do.
 */
export async function publish(request: PublishRequest): Promise<Published> {
  const { root, appId, resourceManager, clock, signal, progress } = request;
  const bundle = await buildBundle(root);
  progress(builtLine(bundle));
  const azure: ResourceManager = { url: resourceManager, token: resourceManagerToken(resourceManager), clock, signal };
  const { host, scmHost } = await readSite(azure, appId);
  const scm = new URL(`${isLoopback(resourceManager) ? "http" : "https"}://${scmHost}`);
  progress(`Sending it to ${scmHost}`);
  const zip = zipPackage(bundle.files);
  const { assumed } = await oneDeploy({ scm, zip, token: azure.token, clock, signal, progress });
  if (assumed) progress("The site lost track of the deployment while it restarted; looking for the functions instead");
  progress("Waiting until the app lists the functions");
  await functionsListed(
    azure,
    appId,
    bundle.functions.map(({ name }) => name),
  );
  const { functions, loadMilliseconds } = bundle;
  return { app: appId, host, functions, kilobytes: kilobytesOf(bundle), loadMilliseconds, assumed };
}

export function builtLine(bundle: Bundle): string {
  const count = bundle.functions.length === 1 ? "1 function" : `${bundle.functions.length} functions`;
  return `Built ${count}: ${kilobytesOf(bundle)} kB, loads in ${Math.round(bundle.loadMilliseconds)} ms here`;
}

function kilobytesOf({ files }: Bundle): number {
  return Math.round([...files.values()].reduce((sum, { length }) => sum + length, 0) / 1_000);
}
