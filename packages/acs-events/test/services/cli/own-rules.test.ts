import { execFile, execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acsEventsProgram, temporarySample } from "../../sample-project.ts";

/** A project with a rule of its own, which wants every subscription to be tried at least 20 times. */
let folder: string;

const rules = `
import { isUnknown, subscriptionRule, violation } from "acs-events/policies";

const triedOften = subscriptionRule({
  name: "tried-often",
  description: "Every event is tried often.",
  level: "mandatory",
  protectsFrom: "A text that nobody reads.",
  howToFix: "Try more often.",
  parameters: { least: { type: "integer", description: "At least so often.", minimum: 1, default: 20 } },
  check: ({ name, maxDeliveryAttempts: attempts }, { parameters: { least } }) =>
    isUnknown(attempts) || attempts >= least
      ? []
      : [violation(name, "retryPolicy.maxDeliveryAttempts", \`\${attempts} attempts are too few.\`)],
  remediate: (_, { parameters: { least } }) => [{ path: "retryPolicy.maxDeliveryAttempts", value: least }],
});

export const rules = [triedOften];
`;

beforeAll(async () => {
  folder = await temporarySample();
  await writeFile(join(folder, "policies/rules.ts"), rules);
  await mkdir(join(folder, "policies/config"), { recursive: true });
  await writeFile(join(folder, ".gitignore"), "node_modules\n.acs-events/\n");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Begin");
  const team = join(folder, "infra/teams/support.ts");
  const text = await readFile(team, "utf8");
  await writeFile(
    team,
    text.replace('endpoint: "support-queue",', 'endpoint: "support-queue",\n    maxDeliveryAttempts: 3,'),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command in the project, as a process of its own: modules of a project are loaded once a process. */
async function acsEvents(...args: readonly string[]) {
  const run = promisify(execFile)(process.execPath, [acsEventsProgram, ...args], { cwd: folder, maxBuffer: 1 << 26 });
  const { code, stdout } = await run.then(
    (ended) => ({ ...ended, code: 0 }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
  return { status: code, json: JSON.parse(stdout) };
}

/** What `check` says of the own rule, as `level subscription`, and its exit status. */
async function checked() {
  const { status, json } = await acsEvents("check", "--format", "json");
  const own = (
    json.findings as readonly { readonly id: string; readonly level: string; readonly subscription: string }[]
  )
    .filter(({ id }) => id === "tried-often")
    .map(({ level, subscription }) => `${level} ${subscription}`);
  return { status, own };
}

const configure = (config: unknown) =>
  writeFile(join(folder, "policies/config/dev.json"), config === undefined ? "" : JSON.stringify(config));

test("check: a violation like any other", async () => {
  await configure(undefined);
  expect(await checked()).toEqual({ status: 2, own: ["error support-inbound-sms"] });
});

test("check: the stack's configuration says its level and its parameters", async () => {
  await configure({ "tried-often": { enforcementLevel: "advisory", least: 4 } });
  expect(await checked()).toEqual({ status: 0, own: ["warning support-inbound-sms"] });
  await configure({ "tried-often": { least: 3 } });
  expect(await checked()).toEqual({ status: 0, own: [] });
});

test("review: a change that violates it says so", async () => {
  await configure(undefined);
  const { status, json } = await acsEvents("review", "HEAD", "--format", "json");
  expect(status).toBe(2);
  expect(json.policies.added).toMatchObject([
    { subscription: "support-inbound-sms", id: "tried-often", level: "error" },
  ]);
});

test("plan: what it sets right is what will be deployed", async () => {
  await configure({ "tried-often": "remediate" });
  const { json } = await acsEvents("plan", "--format", "json");
  const planned = json.find(({ name }: { readonly name: string }) => name === "support-inbound-sms");
  expect(planned.retryPolicy.maxDeliveryAttempts).toBe(20);
});
