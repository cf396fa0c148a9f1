/** A process that handles events until it is killed. Its effects are lines in files: `<event id>` or `<event id> <message id>`. */
import { appendFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { outboxRelay, queueWorker, type Receiver, receiver, startHttpServer } from "../../../../src/handlers/index.ts";
import { sqliteInbox } from "../../../../src/handlers/sqlite/index.ts";
import { storageQueue } from "../../../../src/handlers/storage-queue/index.ts";
import { tableInbox } from "../../../../src/handlers/table/index.ts";
import type { ChildSettings, Effect } from "./settings.ts";

process.stdin.resume().once("end", () => process.exit(1));
// Written by the test that starts this process.
const settings = JSON.parse(process.argv[2] ?? "") as ChildSettings;
const connection = { connectionString: settings.connectionString };
const effect = (name: Effect, line: string): void => appendFileSync(join(settings.folder, name), `${line}\n`);

const inbox =
  "file" in settings.inbox
    ? sqliteInbox({ file: settings.inbox.file })
    : await tableInbox({ table: settings.inbox.table, connection });

const receive: Receiver = receiver({
  ...(settings.mode === "server" ? { local: true } : { queueOnly: true }),
  inbox,
  lease: 3_000,
  on: {
    "Microsoft.Communication.SMSReceived": {
      plain: ({ id }) => effect("plain", id),
      once: ({ id }, context) => context.once("pay", async () => effect("once", id)),
      outbox: ({ id }, context) => context.outbox.add({ kind: "mail", body: id }),
    },
  },
});
const relay = outboxRelay({
  inbox,
  lease: 3_000,
  every: 50,
  concurrency: settings.relayConcurrency,
  send: { mail: async (body, { id }) => effect("sent", `${String(body)} ${id}`) },
});
void relay.run();
setInterval(() => void receive.recover().catch(() => {}), 1_000);

// A process that is killed keeps nothing that it compiled for the next one.
module.flushCompileCache();

if (settings.mode === "server") {
  const server = await startHttpServer({ receivers: { "/api/sms": receive } });
  console.log(`listening ${server.url}`);
} else {
  const queue = storageQueue({ queue: settings.queue, connection, visibilitySeconds: 3, pollEvery: 100 });
  const worker = queueWorker({ queue, receiver: receive, concurrency: settings.concurrency, maximumDeliveries: 1_000 });
  console.log("listening");
  await worker.run();
}
