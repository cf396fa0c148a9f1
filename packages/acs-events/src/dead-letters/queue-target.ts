import type { TokenCredential } from "@azure/core-auth";
import type { RestError } from "@azure/storage-queue";
import { printable } from "../text/printable.ts";
import { eventToReplay } from "./dead-letter.ts";
import { emulatorAccount } from "./emulator-account.ts";
import type { ReplayTarget } from "./replay.ts";
import { StoreProblem } from "./store.ts";

/** The most bytes of text that a message of a storage queue may have; base64 leaves three quarters of it. */
const longestText = 65_536;

/** Sends each event into a storage queue as Event Grid does: one event a message, base64 of its JSON. */
export async function queueTarget(url: URL, login: () => Promise<TokenCredential>): Promise<ReplayTarget> {
  const { QueueClient, StorageSharedKeyCredential } = await import("@azure/storage-queue");
  const account = emulatorAccount(url);
  const credential = account === undefined ? await login() : new StorageSharedKeyCredential(account.name, account.key);
  const name = `${url.origin}${url.pathname}`;
  // Not tried again: a message that arrived before the answer was lost would then be there twice.
  const queue = new QueueClient(name, credential, { retryOptions: { maxTries: 1, tryTimeoutInMs: 30_000 } });
  return {
    name,
    async send(deadLetter) {
      const text = Buffer.from(JSON.stringify(eventToReplay(deadLetter))).toString("base64");
      if (text.length > longestText) {
        const size = Math.ceil((text.length * 3) / 4 / 1024);
        const detail = `the event has ${size} KiB and a message of a storage queue holds 48; replay it to a receiver`;
        return { kind: "refused", detail };
      }
      try {
        await queue.sendMessage(text);
        return { kind: "taken" };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== "RestError") throw error;
        const { statusCode, code, message } = error as RestError;
        if (statusCode === 404) {
          throw new StoreProblem(`There is no queue ${name}. Deploy the stack that makes it, or check its name.`);
        }
        if (statusCode === 401 || statusCode === 403) {
          throw new StoreProblem(
            `The login may not send to ${name} (${statusCode} ${printable(code ?? "", 80)}). It needs the role Storage Queue Data Message Sender; a new role takes minutes.`,
          );
        }
        const said = printable(message.split("\n", 1)[0] ?? "", 200);
        if (statusCode === undefined) return { kind: "unknown", detail: `the queue did not answer: ${said}` };
        return { kind: "refused", detail: `the queue answered ${statusCode}: ${said}` };
      }
    },
  };
}
