import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FunctionsHost, startFunctionsHost } from "../../../src/functions-host/functions-host.ts";
import { buildBundle } from "../../../src/publish/bundle.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import { makeHandlersProject } from "../../publish/handlers-project.ts";

/** Handlers with an inbox in a table, as in Azure, but by a connection string; effects are lines in a file. */
const functionApp = `
import { appendFile } from "node:fs/promises";
import { receiver } from "acs-events/handlers";
import { functionApp, invocationLogger } from "acs-events/handlers/functions";
import { tableInbox } from "acs-events/handlers/table";

functionApp({
  receivers: async () => {
    const inbox = await tableInbox({ table: "inbox", connection: { connectionString: process.env.STORAGE } });
    return {
      texts: receiver({
        name: "texts",
        queueOnly: true,
        inbox,
        log: invocationLogger,
        on: { "Microsoft.Communication.SMSReceived": async ({ id }) => appendFile(process.env.EFFECTS, id + "\\n") },
      }),
    };
  },
  queues: { "support-queue": "texts" },
});
`;

const text = (id: string) =>
  Buffer.from(
    JSON.stringify({
      id,
      eventType: "Microsoft.Communication.SMSReceived",
      topic: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/c",
      subject: "/phonenumber/15555550100",
      eventTime: "2026-11-23T12:00:00Z",
      dataVersion: "1.0",
      data: {
        messageId: id,
        from: "1",
        to: "2",
        message: "m",
        receivedTimestamp: "2026-11-23T12:00:00Z",
        segmentCount: 1,
      },
    }),
  ).toString("base64");

let azurite: Azurite;
let folder: string;
beforeAll(async () => {
  azurite = await startAzurite();
  folder = await mkdtemp(join(tmpdir(), "functions-"));
  const project = await makeHandlersProject({ "function-app.ts": functionApp });
  const bundle = await buildBundle(project.root);
  await project.remove();
  for (const [name, content] of bundle.files) await writeFile(join(folder, name), content);
  // No limit is asserted on the time: the machine may be busy.
  expect(bundle.files.get("index.mjs")?.length).toBeLessThan(1_000_000);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = (storage = azurite.connectionString): Promise<FunctionsHost> =>
  startFunctionsHost(join(folder, "index.mjs"), { STORAGE: storage, EFFECTS: join(folder, "effects") });
const metadata = { dequeueCount: 1, insertionTime: new Date() };

test("the package remembers in the table what it handled, from one life to the next", async () => {
  const first = await start();
  for (const id of ["a", "b", "a"]) await first.takeMessage("support-queue", text(id), metadata);
  await first.close();
  const second = await start();
  for (const id of ["b", "c", "a"]) await second.takeMessage("support-queue", text(id), metadata);
  await second.close();
  expect((await readFile(join(folder, "effects"), "utf8")).trim().split("\n")).toEqual(["a", "b", "c"]);
});

test("without its table a message comes again, and the next one tries the table anew", async () => {
  // A refusal comes at once; a service that does not answer would be asked again for eight seconds.
  const host = await start(azurite.connectionString.replace(/AccountKey=[^;]*/, "AccountKey=a2V5"));
  await expect(host.takeMessage("support-queue", text("d"), metadata)).rejects.toThrow(/inbox/);
  await expect(host.takeMessage("support-queue", text("d"), metadata)).rejects.toThrow(/inbox/);
  await host.close();
});
