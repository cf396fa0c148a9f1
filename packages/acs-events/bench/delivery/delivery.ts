/**
 * The local Azure: how fast it is ready, how many deliveries a second it makes to a handler in another process, and
 * whether its memory grows while it does.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { realClock } from "../../src/emulator/delivery/clock.ts";
import { createEventGrid } from "../../src/emulator/delivery/event-grid.ts";
import { openState } from "../../src/emulator/state/kept-state.ts";
import type { Store } from "../../src/emulator/store.ts";
import { median, report } from "../case.ts";
import { installedProject } from "../installed-package.ts";

const subscriptions = 100;
const deliveries = 100_000;
/** Events that are under way at a time; a publisher that waits for nothing would measure its own memory. */
const together = 10;

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/events";
const source = `${group}/providers/Microsoft.Communication/communicationServices/contoso`;
const topic = `${group}/providers/Microsoft.EventGrid/systemTopics/contoso-events`;

const folder = mkdtempSync(join(tmpdir(), "acs-events-bench-"));
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const handler = spawn(process.execPath, [file("handler.ts")], { stdio: ["ignore", "pipe", "inherit"] });
const [port] = (await once(handler.stdout, "data")) as [Buffer];
const origin = `http://127.0.0.1:${String(port).trim()}`;

const { store, journal, close } = openState(folder, { keepEvents: 500 });
fill(store);
const grid = createEventGrid({
  store,
  journal,
  folder,
  clock: realClock(),
  redirects: { "https://handlers.contoso.example": origin },
});

const event = (id: number) => ({
  id: String(id),
  topic: source,
  subject: "/phonenumber/15551230000",
  eventType: "Microsoft.Communication.SMSReceived",
  eventTime: "2026-03-04T05:06:07Z",
  dataVersion: "1.0",
  data: { From: "15555555555", To: "15551230000", Message: "Great to connect with ACS events ".repeat(8) },
});
let published = 0;
const deliver = async (events: number): Promise<void> => {
  for (const end = published + events; published < end; ) {
    for (let count = 0; count < together; count += 1) grid.publish(event(published++));
    await grid.settled();
  }
};
const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
};

await deliver(100);
const before = memory();
const start = performance.now();
await deliver(deliveries / subscriptions);
const seconds = (performance.now() - start) / 1_000;
const grown = memory() - before;
const lost = grid.log().filter(({ outcome }) => outcome !== "delivered").length;
if (lost > 0) throw new Error(`${lost} deliveries did not arrive`);
grid.close();
close();

const bare = await plainRequests(20_000);
handler.kill();
const installed = await installedProject();
const readyTimes: number[] = [];
for (let turn = 0; turn < 6; turn += 1) {
  const began = performance.now();
  // As a person starts it: the command line of the installed package, until it says where it is.
  const dev = spawn(process.execPath, [installed.program, "dev", "--no-project", "--json"], { cwd: folder });
  const [addresses] = (await once(dev.stdout, "data")) as [Buffer];
  readyTimes.push(performance.now() - began);
  if (!String(addresses).startsWith("{")) throw new Error("the local Azure did not start");
  dev.kill("SIGINT");
  await once(dev, "exit");
}
const ready = median(readyTimes.slice(1));
await installed.remove();
rmSync(folder, { recursive: true });
const rate = deliveries / seconds;
report([
  {
    work: "local Azure ready: `dev --no-project`, installed",
    result: `${Math.round(ready)} ms`,
    goal: "under 500 ms",
    reached: ready < 500,
  },
  {
    work: `deliveries to a handler in another process, ${subscriptions} subscriptions`,
    result: `${Math.round(rate)} a second, ${(rate / bare).toFixed(2)}x bare requests`,
    goal: "at least 2,000 a second",
    reached: rate >= 2_000,
  },
  {
    work: `memory over ${deliveries.toLocaleString("en")} deliveries`,
    result: `${grown < 0 ? "" : "+"}${Math.round(grown)} MB from ${Math.round(before)} MB`,
    goal: "within 50 MB",
    reached: grown < 50,
  },
]);

function fill(empty: Store): void {
  const put = (id: string, token: string, inputs: object, outputs: object): void =>
    empty.put({ id, token: `azure-native:${token}`, inputs: { ...inputs }, outputs: { ...outputs } });
  put(source, "communication:CommunicationService", {}, {});
  put(topic, "eventgrid:SystemTopic", {}, { name: "contoso-events", source, provisioningState: "Succeeded" });
  for (let count = 0; count < subscriptions; count += 1) {
    put(
      `${topic}/eventSubscriptions/texts-${count}`,
      "eventgrid:SystemTopicEventSubscription",
      {
        destination: { endpointType: "WebHook", endpointUrl: `https://handlers.contoso.example/api/${count}` },
        filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1555" },
      },
      { provisioningState: "Succeeded" },
    );
  }
}

/** Requests a second, with the same bodies over as many connections, and nothing else. */
async function plainRequests(count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify([event(0)]);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const send = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(origin, { method: "POST", agent, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => resolve());
      });
      sent.on("error", reject);
      sent.end(body);
    });
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: subscriptions }, lane));
  agent.destroy();
  return count / ((performance.now() - began) / 1_000);
}
