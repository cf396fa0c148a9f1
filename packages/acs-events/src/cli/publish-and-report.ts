import { writeFile } from "node:fs/promises";
import pc from "picocolors";
import { wallClock } from "../engine/clock.ts";
import { buildBundle } from "../publish/bundle.ts";
import { isLoopback } from "../publish/login.ts";
import { zipPackage } from "../publish/package.ts";
import { builtLine, type Published, publish } from "../publish/publish.ts";
import { UserError } from "../text/user-error.ts";
import { currentProject } from "./current-project.ts";
import { deployedStack } from "./deployed-stack.ts";
import { interruptible } from "./interruptible.ts";

export interface PublishCommand {
  readonly stack: string;
  readonly app?: string;
  readonly zip?: string;
  readonly resourceManager: string;
  readonly format: "text" | "json";
}

/** Publishes the handlers, or writes their package into a file; answers the exit status: 0, or 130 if interrupted. */
export async function publishAndReport(command: PublishCommand): Promise<number> {
  const progress = (line: string): void => {
    if (command.format === "text") console.log(pc.dim(line));
  };
  if (command.zip !== undefined) {
    await writePackage(command.zip, progress);
    return 0;
  }
  const resourceManager = resourceManagerUrl(command.resourceManager);
  const appId = command.app ?? (await appOf(command.stack));
  const interruption = interruptible();
  try {
    const { signal } = interruption;
    const published = await publish({
      root: currentProject().root,
      appId,
      resourceManager,
      clock: wallClock,
      signal,
      progress,
    });
    console.log(command.format === "json" ? JSON.stringify(published, undefined, 2) : report(published));
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return 130;
    throw error;
  } finally {
    interruption.end();
  }
}

async function writePackage(file: string, progress: (line: string) => void): Promise<void> {
  const bundle = await buildBundle(currentProject().root);
  progress(builtLine(bundle));
  await writeFile(file, zipPackage(bundle.files)).catch((error: unknown) => {
    throw new UserError(`${file} could not be written: ${error instanceof Error ? error.message : error}`);
  });
  progress(
    `Wrote ${file}. To put it into an app: az functionapp deployment source config-zip -g RG -n APP --src ${file}`,
  );
}

async function appOf(stack: string): Promise<string> {
  const { functionApp } = await deployedStack(stack);
  if (functionApp !== undefined) return functionApp.id;
  throw new UserError(
    `The stack "${stack}" has no function app. Write acs-events:handlers: { kind: function-app } in Pulumi.${stack}.yaml and run pulumi up, or name an app with --app.`,
  );
}

/** https, or the local Azure on this machine: a token goes there. */
function resourceManagerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === "https:" || isLoopback(url))) return url;
  throw new UserError(`"${text}" is not the URL of a Resource Manager: it begins with https://.`);
}

function report({ functions, host }: Published): string {
  const http = functions.filter(({ type }) => type === "httpTrigger");
  return [
    `${pc.green("✓")} Published ${functions.map(({ name }) => name).join(", ")}`,
    ...http.map(({ route }) => `  https://${host}/${route ?? ""}: write it as the url of its webhook endpoint`),
    "Subscriptions to functions follow at the next pulumi up.",
  ].join("\n");
}
