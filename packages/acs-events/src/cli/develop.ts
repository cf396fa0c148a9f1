import { once } from "node:events";
import pc from "picocolors";
import { azuriteProblem } from "../emulator/storage/azurite.ts";
import { environmentOf } from "../project/plan-of.ts";
import type { Project } from "../project/project.ts";
import { bundleProblem } from "../rehearsal/handlers-bundle.ts";
import type { News } from "../rehearsal/watch/news.ts";
import { type Session, startSession } from "../rehearsal/watch/session.ts";
import { findEngine } from "../setup/engine.js";
import { UserError } from "../text/user-error.ts";
import { addressesOf, type DevRequest, sentenceOf } from "./dev-request.ts";
import { interruptible } from "./interruptible.ts";
import { liveLog } from "./live-log.ts";
import { recorder } from "./record-events.ts";
import { renderNews } from "./render/dev-news.ts";
import { fitted } from "./render/fitted.ts";

/** Develops a project against its local Azure until Ctrl-C: what is saved is deployed, and what happens is printed. */
export async function develop(project: Project, request: DevRequest): Promise<void> {
  const { json, verbose, stack, fresh, bundle, keepEvents, record, handlers, https, behaviour, ports, azure } = request;
  if (findEngine() === undefined) throw new UserError("There is no Pulumi engine here yet; run `npm run setup`.");
  const missing = bundle ? bundleProblem(azure) : azure.azurite === true ? azuriteProblem() : undefined;
  if (missing !== undefined) throw new UserError(missing);
  await project.stack(stack);
  const environment = (await environmentOf(project, stack)) ?? stack;
  const interruption = interruptible();
  const log = liveLog((line) => console.log(line));
  const recording = recorder(record);
  const print = (news: News): void => {
    if (news.kind === "published" && news.result.kind === "published") recording.record(news.result.event);
    const rendered = renderNews(news, verbose, process.stdout.columns);
    if (rendered === undefined) return;
    const text = fitted(rendered, process.stdout.columns);
    // With --json, standard output has the addresses, and nothing else.
    if (json) {
      if (news.kind === "mistake") console.error(text);
    } else if (isOfEvents(news)) log.event(text);
    else log.line(text);
  };
  let session: Session | undefined;
  try {
    const options = {
      root: project.root,
      stack,
      environment,
      fresh,
      bundle,
      keepEvents,
      handlers,
      https,
      ports,
      behaviour,
      ...azure,
    };
    session = await startSession({ ...options, news: print });
    console.log(json ? JSON.stringify(addressesOf(session.azure)) : banner(session, stack));
    if (azure.azurite === true && !json) void printAccounts(session, log.line);
    if (!interruption.signal.aborted) await once(interruption.signal, "abort");
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(sentenceOf(error));
  } finally {
    interruption.end();
    await session?.close();
    log.close();
    recording.close();
  }
}

/** What clients of the storage accounts need, once the accounts are deployed. */
async function printAccounts({ azure, settled }: Session, print: (line: string) => void): Promise<void> {
  await settled();
  const { storage } = azure;
  await storage?.start();
  for (const account of storage?.accounts() ?? []) {
    print(`  storage    ${account}  ${storage?.connectionString(account) ?? ""}`);
  }
}

function isOfEvents({ kind }: News): boolean {
  return kind === "published" || kind === "stands" || kind === "line";
}

function banner({ azure, folder }: Session, stack: string): string {
  const { certificate } = addressesOf(azure);
  return [
    pc.bold(`Stack ${stack} in a local Azure, on this machine alone, until Ctrl-C.`),
    "Save a file, and it is deployed.",
    `  dashboard  ${azure.dashboardUrl}`,
    `  ARM        ${azure.armUrl}`,
    ...(certificate === undefined ? [] : [`  trust      NODE_EXTRA_CA_CERTS=${certificate}`]),
    `  engine     PULUMI_DEBUG_PROVIDERS=azure-native:${azure.providerPort}`,
    "  events     npx acs-events send --help",
    `  kept in    ${folder}`,
  ].join("\n");
}
