import type { RedirectTable } from "../emulator/delivery/redirects.ts";
import type { MessagingConnections } from "../emulator/messaging/emulator-connection.ts";
import type { Behaviour } from "../emulator/resources/azure.ts";
import type { RunningAzure } from "../emulator/run.ts";
import type { LocalAzureSettings } from "../rehearsal/local-azure.ts";
import type { Ports } from "../rehearsal/watch/dev-folder.ts";
import type { LocalHandlers } from "../rehearsal/webhook-routes.ts";

/** What `dev` was asked for. */
export interface DevRequest {
  readonly stack: string;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly fresh: boolean;
  /** The package that `publish` makes runs in the place of the local handlers. */
  readonly bundle: boolean;
  readonly keepEvents: number | undefined;
  /** A file that the events are added to. */
  readonly record: string | undefined;
  readonly https: boolean;
  readonly ports: Ports;
  readonly handlers: { readonly byName: LocalHandlers; readonly byUrl: RedirectTable };
  readonly behaviour: Behaviour;
  readonly azure: Pick<LocalAzureSettings, "disorder" | "seed" | "azurite"> & {
    readonly messaging?: MessagingConnections;
  };
}

/** A contract: fields are added, never renamed. */
export function addressesOf({
  armUrl,
  providerPort,
  dashboardUrl,
  certificateFile,
}: Pick<RunningAzure, "armUrl" | "providerPort" | "dashboardUrl" | "certificateFile">) {
  return {
    arm: armUrl,
    provider: providerPort,
    dashboard: dashboardUrl,
    ...(certificateFile === undefined ? {} : { certificate: certificateFile }),
  };
}

/** What is wrong where a local Azure could not be started. */
export function sentenceOf(error: unknown): string {
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  return code === "EADDRINUSE" ? "The port of the dashboard is taken; write another --dashboard-port." : message;
}
