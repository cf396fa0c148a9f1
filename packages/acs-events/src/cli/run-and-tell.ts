import { once } from "node:events";
import pc from "picocolors";
import { type RunningAzure, runLocalAzure } from "../emulator/run.ts";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { interruptible } from "./interruptible.ts";

export interface DevRequest {
  readonly json: boolean;
  readonly https: boolean;
  readonly armPort?: number;
  readonly providerPort?: number;
  readonly dashboardPort?: number;
  /** Local handlers by the origin or URL of a webhook. */
  readonly handler?: Readonly<Record<string, string>>;
  /** In seconds. */
  readonly roleDelay?: number;
  readonly conflicts: boolean;
}

/** Runs a local Azure until Ctrl-C, and prints where it is and what happens in it. */
export async function runAndTell({ json, roleDelay, conflicts, handler, ...options }: DevRequest): Promise<void> {
  const interruption = interruptible();
  const azure = await started({
    ...options,
    handlers: handler ?? {},
    behaviour: { conflicts, ...(roleDelay === undefined ? {} : { roleDelay: roleDelay * 1000 }) },
    ...(json ? {} : { log: (line: string) => console.log(printable(line)) }),
  });
  try {
    console.log(json ? JSON.stringify(addressesOf(azure)) : textOf(azure));
    if (!interruption.signal.aborted) await once(interruption.signal, "abort");
  } finally {
    interruption.end();
    await azure.close();
  }
}

/** A contract: fields are added, never renamed. */
function addressesOf({ armUrl, providerPort, dashboardUrl, certificateFile }: RunningAzure) {
  return {
    arm: armUrl,
    provider: providerPort,
    dashboard: dashboardUrl,
    ...(certificateFile === undefined ? {} : { certificate: certificateFile }),
  };
}

function textOf({ armUrl, providerPort, dashboardUrl, certificateFile }: RunningAzure): string {
  return [
    pc.bold("The local Azure runs until Ctrl-C, on this machine alone."),
    `  ARM        ${armUrl}`,
    ...(certificateFile === undefined ? [] : [`  trust      NODE_EXTRA_CA_CERTS=${certificateFile}`]),
    `  dashboard  ${dashboardUrl}`,
    `  engine     PULUMI_DEBUG_PROVIDERS=azure-native:${providerPort}`,
    "A stand-in accepts for every webhook that no --handler names.",
  ].join("\n");
}

async function started(options: Parameters<typeof runLocalAzure>[0]): Promise<RunningAzure> {
  try {
    return await runLocalAzure(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new UserError("The port of the dashboard is taken; write another --dashboard-port.");
    throw new UserError(message);
  }
}
