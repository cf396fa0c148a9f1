import type { Command } from "commander";
import {
  type DevHandlers,
  devHandler,
  emulatorConnection,
  type LocalAzureFlags,
  localAzureSettings,
  share,
  wholeNumber,
} from "../local-azure-flags.ts";

interface DevOptions extends Omit<LocalAzureFlags, "handler"> {
  readonly stack: string;
  readonly project: boolean;
  readonly fresh?: true;
  readonly https?: true;
  readonly json?: true;
  readonly verbose?: true;
  readonly bundle?: true;
  readonly record?: string;
  readonly conflicts?: true;
  readonly roleDelay?: number;
  readonly armPort?: number;
  readonly providerPort?: number;
  readonly dashboardPort?: number;
  readonly handler?: DevHandlers;
  readonly serviceBus?: string;
  readonly eventHubs?: string;
}

export function register(program: Command): void {
  program
    .command("dev")
    .description(
      "Develop against a local Azure: what you save is deployed, handlers run, events are shown; until Ctrl-C",
    )
    .option("--stack <name>", "the stack", "dev")
    .option("--no-project", "an empty local Azure, as outside of a project")
    .option("--fresh", "forget resources and events of the last time")
    .option("--keep-events <number>", "keep so many events once they have arrived or are given up", wholeNumber)
    .option(
      "--handler <name=url>",
      "a local handler for an endpoint, or for a webhook's origin or URL; may be repeated",
      devHandler,
    )
    .option("--json", "print the addresses on one line, and nothing else")
    .option("--https", "let ARM answer https, with a certificate made on the spot")
    .option("--arm-port <number>", "another one where it is taken", wholeNumber)
    .option("--provider-port <number>", "another one where it is taken", wholeNumber)
    .option("--dashboard-port <number>", "has to be free", wholeNumber)
    .option("--azurite", "keep storage queues and dead letters in Azurite, where it is installed, instead of files")
    .option("--service-bus <connection>", "deliver to the Service Bus emulator too", emulatorConnection)
    .option("--event-hubs <connection>", "deliver to the Event Hubs emulator too", emulatorConnection)
    .option("--bundle", "run the package that `publish` makes, in the place of the local handlers; needs Azurite")
    .option("--duplicates [share]", "deliver this share of all events twice, 0 to 1", share)
    .option("--shuffle", "let events overtake each other")
    .option("--seed <number>", "make ids, jitter, duplicates and order the same every time", wholeNumber)
    .option("--role-delay <seconds>", "refuse identities whose role is younger than this", wholeNumber)
    .option("--conflicts", "refuse a second write to a topic while the first is under way")
    .option("--record <file>", "add every event to a file, as it was published: `replay` sends them again")
    .option("--verbose", "show everything that the engine prints")
    .addHelpText(
      "after",
      `
Examples:
  npx acs-events dev
  npx acs-events dev --handler sms-handlers=http://127.0.0.1:7071/api/sms
  npx acs-events dev --json --https
  npx acs-events dev --service-bus "Endpoint=sb://localhost;…;UseDevelopmentEmulator=true;"
  npx acs-events send sms --from +12065550100 --to +15551230000 "Where is my order?"

Everything is on 127.0.0.1. A project's resources and events are kept in .acs-events/dev; outside of a project nothing is.
\`npx acs-events docs local-azure\` says more.`,
    )
    .action(async (options: DevOptions) => {
      const { json, verbose, fresh, https, bundle, conflicts, roleDelay, handler, keepEvents, ...flags } = options;
      const { serviceBus, eventHubs } = flags;
      const messaging = serviceBus === undefined && eventHubs === undefined ? undefined : { serviceBus, eventHubs };
      if (messaging !== undefined)
        await (await import("../../emulator/messaging/emulators.ts")).loadMessagingClients(messaging);
      const { disorder, seed, azurite } = localAzureSettings(flags);
      const request = {
        stack: flags.stack,
        json: json === true,
        verbose: verbose === true,
        fresh: fresh === true,
        bundle: bundle === true,
        keepEvents,
        record: flags.record,
        https: https === true,
        ports: { arm: flags.armPort, provider: flags.providerPort, dashboard: flags.dashboardPort },
        handlers: handler ?? { byName: {}, byUrl: {} },
        behaviour: {
          conflicts: conflicts === true,
          ...(roleDelay === undefined ? {} : { roleDelay: roleDelay * 1000 }),
        },
        azure: {
          ...(disorder === undefined ? {} : { disorder }),
          ...(seed === undefined ? {} : { seed }),
          ...(azurite === undefined ? {} : { azurite }),
          ...(messaging === undefined ? {} : { messaging }),
        },
      };
      const { currentFolder } = await import("../current-folder.ts");
      const { projectRoot } = await import("../../project/project-root.ts");
      const root = flags.project ? projectRoot(currentFolder()) : undefined;
      if (root === undefined) return (await import("../run-empty.ts")).runEmpty(request);
      const { workingTree } = await import("../../project/project.ts");
      await (await import("../develop.ts")).develop(workingTree(root), request);
    });
}
