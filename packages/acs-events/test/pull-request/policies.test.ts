import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acsEventsProgram } from "../sample-project.ts";
import { type Ended, runProgram, type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";

const teamFile = "infra/teams/support.ts";
const plan = "infra/plans/dev";
const config = "policies/config/dev.json";
let its: TemporaryRepository;
let first: string;

beforeAll(() => {
  its = temporaryRepository();
  first = its.git("rev-parse", "HEAD");
});
afterAll(() => its.remove());
beforeEach(() => its.git("checkout", "--quiet", "--force", "--detach", first));

const acsEvents = (...args: readonly string[]): Promise<Ended> =>
  runProgram(process.execPath, [acsEventsProgram, ...args], { cwd: its.folder, env: { TMPDIR: its.temporary } });
const write = (file: string, json: unknown): void => writeFileSync(join(its.folder, file), JSON.stringify(json));
const commitPlan = async (message: string): Promise<string> => {
  expect((await acsEvents("plan", "--write")).status).toBe(0);
  return its.commit(message);
};
/** The texts to support are dropped where they cannot be delivered, which a mandatory policy objects to. */
const drop = (): void =>
  its.edit(teamFile, 'endpoint: "support-queue",', 'endpoint: "support-queue",\n    undeliveredEvents: "dropped",');

interface Reviewed {
  readonly status: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly undecided?: string;
  readonly changes: number;
}

async function review(...sides: readonly string[]): Promise<Reviewed> {
  const { status, stdout, stderr } = await acsEvents("review", ...sides, "--format", "json");
  expect(stderr).toBe("");
  const { policies, changes } = JSON.parse(stdout);
  const ids = (all: readonly { readonly subscription: string; readonly id: string }[]) =>
    all.map(({ subscription, id }) => `${subscription}: ${id}`);
  const { added, removed, ...more } = policies;
  return { status, added: ids(added), removed: ids(removed), ...more, changes: changes.length };
}

describe("what a change means for the policies", () => {
  test("it adds a violation, which fails the review; the change back puts it right", async () => {
    drop();
    const violation = ["support-inbound-sms: undelivered-events-kept"];
    expect(await review(first)).toEqual({ status: 2, added: violation, removed: [], changes: 1 });
    const dropped = await commitPlan("Drop");
    its.git("checkout", "--quiet", "--detach", first);
    expect(await review(dropped)).toEqual({ status: 0, added: [], removed: violation, changes: 1 });
    expect(await review(dropped, first)).toEqual({ status: 0, added: [], removed: violation, changes: 1 });
  });

  test("each side is judged with its own configuration: switching a policy on adds what it objects to", async () => {
    drop();
    write(config, { "undelivered-events-kept": "disabled" });
    const off = await commitPlan("Drop, and switch the policy off");
    write(config, {});
    expect(await review(off)).toMatchObject({ added: ["support-inbound-sms: undelivered-events-kept"], changes: 0 });
    write(config, { "undelivered-events-kept": "advisory" });
    expect(await review(off)).toMatchObject({ status: 0, changes: 0 });
  });

  test("a base whose policies are not in order: nothing is claimed, and that is said", async () => {
    write(config, { "undelivered-event-kept": "disabled" });
    const base = its.commit("Misspell a policy");
    write(config, {});
    expect(await review(base)).toEqual({
      status: 0,
      added: [],
      removed: [],
      undecided: `What this adds and removes cannot be told, since the policies of ${base} are not in order: policies/config/dev.json › undelivered-event-kept: there is no rule "undelivered-event-kept"; did you mean "undelivered-events-kept"?`,
      changes: 0,
    });
  });

  test("a head whose policies are not in order: the whole report, and exit 1", async () => {
    write(config, { "undelivered-event-kept": "disabled", "team-quota": { mosst: 5 } });
    const { status, stdout, stderr } = await acsEvents("review", first);
    expect(await acsEvents("check")).toEqual({ status: 1, stdout: "", stderr });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain('there is no rule "undelivered-event-kept"; did you mean "undelivered-events-kept"?');
    expect(stderr).toContain('team-quota has no parameter "mosst"; did you mean "most"?');
  });

  test("an exception that a change ends: the violation is added, and why it is there again", async () => {
    drop();
    const until = (expires: string) => ({
      "undelivered-events-kept": { exceptions: [{ subscription: "support-inbound-sms", reason: "a trial", expires }] },
    });
    write(config, until("9999-12-31"));
    const excepted = await commitPlan("Drop, with an exception");
    expect((await acsEvents("check")).status).toBe(0);
    write(config, until("2026-01-31"));
    expect(await review(excepted)).toMatchObject({
      status: 2,
      added: ["support-inbound-sms: undelivered-events-kept", "support-inbound-sms: policy-exception-expired"],
    });
    const { status, stdout } = await acsEvents("check");
    expect(status).toBe(2);
    expect(stdout).toContain('"support-inbound-sms" from undelivered-events-kept ended on 2026-01-31 ');
  });

  test("files are other people's, and are not judged", async () => {
    const { stdout } = await acsEvents("review", plan, plan, "--format", "json");
    expect(JSON.parse(stdout)).not.toHaveProperty("policies");
  });
});

describe("what policies set right is what is reviewed, since it is what is deployed", () => {
  const remediate = { "retry-within-bounds": { enforcementLevel: "remediate", maxDeliveryAttempts: 10 } };

  test.each([
    ["where the base has a committed plan", true],
    ["where the team files of the base make its plan", false],
  ])("%s", async (_, committed) => {
    write(config, remediate);
    let base = await commitPlan("Let policies set right");
    if (!committed) {
      its.git("rm", "--quiet", "-r", plan);
      base = its.commit("Take the plan out");
    }
    expect((await acsEvents("review", base)).stdout).toBe("No subscription changes\n");
    write(config, {});
    const { stdout } = await acsEvents("review", base);
    expect(stdout).toMatch(/support-inbound-sms.* this is the first:/);
    expect(stdout).toContain("Event Grid tries 30 times instead of 10 times.");
  });

  test("in head: the value that will be deployed, and no violation", async () => {
    write(config, remediate);
    const { stdout } = await acsEvents("review", first);
    expect(stdout).toContain("Event Grid tries 10 times and no longer 30 times");
    expect(stdout).not.toContain("retry-within-bounds");
  });
});
