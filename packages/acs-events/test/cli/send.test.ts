import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningAzure, runLocalAzure } from "../../src/emulator/run.ts";
import { planOf } from "../../src/project/plan-of.ts";
import { subscriptionResource, surroundings } from "../../src/testing/planned-resources.ts";
import { sampleProject } from "../sample-project.ts";
import { acsEvents, withFile } from "./command-line.ts";

let azure: RunningAzure;

beforeAll(async () => {
  azure = await runLocalAzure();
  for (const resource of surroundings()) azure.store.put(resource);
  for (const one of (await planOf(sampleProject, "dev")).subscriptions) azure.store.put(subscriptionResource(one));
});

afterAll(() => azure.close());

const to = () => ["--to-address", azure.armUrl];

test("who received a text message is printed; one that nobody wants says so", async () => {
  expect(await acsEvents(["send", "sms", "--to", "+15551230000", "Hello", ...to()])).toEqual({
    status: 0,
    stderr: "",
    stdout: `SMSReceived /phonenumber/15551230000
  ✓ support-inbound-sms: the local stand-in took it
  ✓ support-sms-actions: the handler answered 200
`,
  });
  const { stdout } = await acsEvents(["send", "call", "--to", "Ann", ...to()]);
  expect(stdout).toContain("nobody receives it: no filter matches it");
});

test("of many, a table says how many each subscription received", async () => {
  const args = ["--count", "120", "--rate", "2000", "--seed", "1"];
  const { stdout, status } = await acsEvents(["send", "sms", "--to", "+15551230000", "load", ...args, ...to()]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^120 events in /);
  expect(stdout).toMatch(/support-inbound-sms +120 +0 +0\n/);
});

test("a recording is sent again in its order, with ids of its own", async () => {
  const { stdout: printed } = await acsEvents(["send", "job", "--print", "--seed", "3"]);
  const before = azure.grid.publishedCount();
  const ran = await withFile("recorded.ndjson", printed, (file) =>
    acsEvents(["replay", file, "--speed", "100000", "--format", "json", ...to()]),
  );
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: "" });
  expect(azure.grid.publishedCount() - before).toBe(6);
  const types = (JSON.parse(ran.stdout) as { events: { eventType: string; id: string }[] }).events;
  expect(types.map(({ eventType }) => eventType.replace("Microsoft.Communication.Router", ""))).toEqual([
    ...["JobReceived", "JobQueued", "WorkerOfferIssued", "WorkerOfferAccepted", "JobCompleted", "JobClosed"],
  ]);
  expect(printed).not.toContain(types[0]?.id);
});

test("a file with more events than one request takes is sent in parts; one over 1 MB is refused, and that is said", async () => {
  const event = (id: number, text = "") => ({
    id: `file-${id}`,
    eventType: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/15551230000",
    eventTime: "2026-11-29T09:30:00Z",
    dataVersion: "1.0",
    data: { message: text },
  });
  const lines = Array.from({ length: 700 }, (_, id) => JSON.stringify(event(id)));
  lines.splice(350, 0, JSON.stringify(event(9_999, "x".repeat(1_100_000))));
  const ran = await withFile("many.ndjson", lines.join("\n"), (file) => acsEvents(["send", "event", file, ...to()]));
  expect(ran.status).toBe(2);
  expect(ran.stdout).toContain("701 events in ");
  expect(ran.stdout).toContain("1 refused: the event has ");
  expect(ran.stdout).toMatch(/support-inbound-sms +700 +0 +0\n/);
});

test.each([
  [["send", "sms", "--to", "x", "Hi"], "Invalid number"],
  [["send", "sms", "--to", "+1", "Hi"], "No local Azure runs here. Start one: npx acs-events dev."],
  [["send", "sms", "--to", "+1", "Hi", "--to-address", "http://127.0.0.1:9"], "does not answer"],
  [["send", "sms", "--to", "+1", "Hi", "--to-address", "http://contoso.example"], "Invalid address"],
  [["send", "sms", "--to", "+1", "Hi", "--rate", "0"], "Write a whole number, 1 or more."],
  [["replay", "none.ndjson", "--speed", "fast"], "Write a number above 0"],
])("%j ends with a sentence", async (args, sentence) => {
  const { status, stderr } = await acsEvents(args);
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
});
