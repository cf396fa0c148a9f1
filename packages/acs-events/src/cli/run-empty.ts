import { once } from "node:events";
import pc from "picocolors";
import { type RunningAzure, runLocalAzure } from "../emulator/run.ts";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import { addressesOf, type DevRequest, sentenceOf } from "./dev-request.ts";
import { interruptible } from "./interruptible.ts";
import { recorder } from "./record-events.ts";

/** Runs an empty local Azure until Ctrl-C, and prints where it is and what happens in it. Nothing is kept. */
export async function runEmpty({
  json,
  record,
  bundle,
  behaviour,
  handlers,
  https,
  ports,
  azure: settings,
}: DevRequest): Promise<void> {
  if (bundle) throw new UserError("--bundle: without a project there are no handlers to make a package of.");
  const [name] = Object.keys(handlers.byName);
  if (name !== undefined) {
    throw new UserError(
      `--handler ${name}: without a project there are no endpoints. Write WEBHOOK=URL, for example https://handlers.contoso.example=http://127.0.0.1:7071.`,
    );
  }
  const recording = recorder(record);
  const interruption = interruptible();
  const azure = await started({
    handlers: handlers.byUrl,
    https,
    behaviour,
    listener: {
      published: (result) => {
        if (result.kind === "published") recording.record(result.event);
      },
      stands: () => undefined,
    },
    ...(ports.arm === undefined ? {} : { armPort: ports.arm }),
    ...(ports.provider === undefined ? {} : { providerPort: ports.provider }),
    ...(ports.dashboard === undefined ? {} : { dashboardPort: ports.dashboard }),
    disorder: settings.disorder,
    seed: settings.seed,
    messaging: settings.messaging,
    ...(settings.azurite === undefined ? {} : { azurite: settings.azurite }),
    ...(json ? {} : { log: (line: string) => console.log(printable(line)) }),
  });
  try {
    console.log(json ? JSON.stringify(addressesOf(azure)) : textOf(azure));
    if (!interruption.signal.aborted) await once(interruption.signal, "abort");
  } finally {
    interruption.end();
    await azure.close();
    recording.close();
  }
}

function textOf({ armUrl, providerPort, dashboardUrl, certificateFile }: RunningAzure): string {
  return [
    pc.bold("An empty local Azure runs until Ctrl-C, on this machine alone. Nothing is kept."),
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
    throw new UserError(sentenceOf(error));
  }
}
