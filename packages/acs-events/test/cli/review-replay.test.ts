import { expect, test } from "vitest";
import { samplePlan } from "../sample-project.ts";
import { acsEvents, withFile } from "./command-line.ts";

const plan = "infra/plans/dev";
const sms = (id: string, number: string): string =>
  JSON.stringify({ id, eventType: "Microsoft.Communication.SMSReceived", subject: `/phonenumber/${number}`, data: {} });

test("review --events: streamed from standard input, told in text", async () => {
  const text = samplePlan();
  const events = [sms("stays", "15551000000"), sms("goes", "15552000000")].join("\n");
  const { status, stdout, stderr } = await withFile(
    "after.json",
    text.replace("/phonenumber/1555", "/phonenumber/15551"),
    (after) => acsEvents(["review", plan, after, "--events", "-"], events),
  );
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(stdout).toMatch(/\nOf 2 recorded events\n {2}1 .*: goes\n {2}support-inbound-sms gets 1 fewer .*: goes\n/);
});

test("review --events: what cannot be read is told, and the rest is replayed", async () => {
  const { status, stdout, stderr } = await withFile("events.ndjson", `${sms("a", "15551")}\n{"id":1}\n`, (file) =>
    acsEvents(["review", plan, plan, "--format", "json", "--events", file]),
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/events\.ndjson, line 2: this is not an event: it has no id and no eventType\n$/);
  expect(JSON.parse(stdout).replay).toMatchObject({ events: 1, unreceived: { count: 0, ids: [] } });
});

test.each([
  [
    "standard input twice",
    ["-", plan, "--events", "-"],
    "Standard input can be a side of the review or the events, not both.\n",
  ],
  [
    "no such file",
    [plan, plan, "--events", "nowhere.ndjson"],
    expect.stringMatching(/^There is no file "nowhere\.ndjson"; .*\n$/),
  ],
])("review --events: %s: one clear line", async (_, args, stderr) => {
  expect(await acsEvents(["review", ...args])).toEqual({ status: 1, stdout: "", stderr });
});
