import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../..", import.meta.url));

export interface HandlersProject {
  readonly root: string;
  remove(): Promise<void>;
}

/** A project with nothing but the files of its handlers, below the repository, where Node finds the package. */
export async function makeHandlersProject(files: Readonly<Record<string, string>>): Promise<HandlersProject> {
  await mkdir(join(repository, ".acs-events"), { recursive: true });
  const root = await mkdtemp(join(repository, ".acs-events", "handlers-project-"));
  await mkdir(join(root, "handlers"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, "handlers", name), text);
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/**
 * Handlers that say what they got by failing or not: a text "fail" makes its handler throw, and everything is logged.
 * Queue, Event Grid and HTTP triggers of two receivers.
 */
export const functionAppFile = `
import { receiver, sharedSecret } from "acs-events/handlers";
import { functionApp, invocationLogger } from "acs-events/handlers/functions";

async function receivers() {
  const log = invocationLogger;
  const authentication = sharedSecret({ in: "query", name: "code", accepted: ["s3cret-of-16-chars"] });
  const on = {
    "Microsoft.Communication.SMSReceived": async ({ id, data }, context) => {
      context.log.info({ id, attempt: context.attempt }, "handled");
      if (data.message === "fail") throw new Error("the database is away");
    },
  };
  return {
    texts: receiver({ name: "texts", queueOnly: true, log, on }),
    hook: receiver({ name: "hook", authentication, log, on }),
  };
}

functionApp({ receivers, queues: { "support-queue": "texts" }, eventGrid: { texts: "texts" }, http: { "/api/sms": "hook" } });
`;
