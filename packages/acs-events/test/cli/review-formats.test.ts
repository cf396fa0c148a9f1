import { expect, test } from "vitest";
import { samplePlan } from "../sample-project.ts";
import { acsEvents, withFile } from "./command-line.ts";

const plan = "infra/plans/dev";
const narrowed = async <T>(use: (file: string) => Promise<T>): Promise<T> => {
  const text = samplePlan();
  return withFile("after.json", text.replace("/phonenumber/1555", "/phonenumber/15551"), use);
};

test("github: a line a finding, and the same exit status", async () => {
  const { status, stdout } = await narrowed((file) => acsEvents(["review", plan, file, "--format", "github"]));
  expect(status).toBe(2);
  expect(stdout.split("\n").map((line) => line.split("::").slice(0, 2).join("::"))).toEqual([
    "::error file=Pulumi.dev.yaml,line=1,title=support-inbound-sms%3A events-unreceived",
    "::warning file=Pulumi.dev.yaml,line=1,title=support-inbound-sms%3A filter-narrowed",
    // Another subscription of the same texts is pending, which is no certain receiver.
    "::warning file=Pulumi.dev.yaml,line=1,title=support-inbound-sms%3A events-unreceived-undecided",
    "",
  ]);
});

test("sarif: a log with fingerprints", async () => {
  const { stdout } = await narrowed((file) => acsEvents(["review", plan, file, "--format", "sarif"]));
  const [run] = JSON.parse(stdout).runs;
  expect(run.results).toHaveLength(3);
  for (const { partialFingerprints } of run.results) {
    expect(partialFingerprints["acsEvents/v1"]).toMatch(/^[0-9a-f]{12}$/);
  }
});

test("github: nothing at all where nothing changes", async () => {
  expect(await acsEvents(["review", plan, plan, "--format", "github"])).toEqual({ status: 0, stdout: "", stderr: "" });
});
