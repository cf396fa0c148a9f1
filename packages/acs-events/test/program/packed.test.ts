import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tsc } from "../../build/tsc.ts";
import { sampleRoot } from "../sample-project.ts";
import {
  installAlone,
  installPacked,
  type PackedPackage,
  type Ran,
  runIn,
  runProgram,
  unpackPackage,
  write,
} from "./packed-package.ts";

/*
 * The package as a company has it: the tarball, a project that `init` wrote, and what the guides say to do in it, one
 * step after the other. After each step the project's own tests are green.
 */
let packed: PackedPackage;
let place: string;
let project: string;
/** The command line as `npm install --global` has it: with nothing beside it but what the package depends on. */
let globalProgram: string;

beforeAll(async () => {
  packed = await unpackPackage();
  place = await mkdtemp(join(tmpdir(), "acs-events-company-"));
  project = join(place, "contoso-events");
  globalProgram = await installAlone(packed, join(place, "global"));
  const made = await globally("init", project, "--location", "westus");
  expect(made, made.output).toMatchObject({ status: 0 });
  // The first of all tests that asks packs the package.
}, 300_000);

afterAll(async () => {
  await packed?.remove();
  await rm(place, { recursive: true, force: true });
});

const globally = (...args: string[]): Promise<Ran> => runProgram(place, process.execPath, [globalProgram, ...args]);
const acsEvents = (...args: string[]): Promise<Ran> => runIn(project, "acs-events", ...args);

/**
 * `npm test` without its set-up, which would install what is there already. The project's own TypeScript checks once;
 * after that the native one does, in less time.
 */
async function expectGreen(compiler: "own" | "native" = "native"): Promise<void> {
  const manifest = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as { scripts: { test: string } };
  const commands = manifest.scripts.test.split(" && ").map((command) => command.split(" "));
  expect(commands.map(([name]) => name)).toEqual(["tsc", "vitest"]);
  const ran = await Promise.all(
    commands.map(([name = "", ...args]) =>
      name === "tsc" && compiler === "native"
        ? runProgram(project, process.execPath, [tsc, ...args])
        : runIn(project, name, ...args),
    ),
  );
  for (const one of ran) expect(one, one.output).toMatchObject({ status: 0 });
  expect(ran.map(({ output }) => output).join("\n")).not.toContain("ExperimentalWarning");
}

async function accept(): Promise<void> {
  expect(await acsEvents("plan", "--write")).toMatchObject({ status: 0 });
}

function commit(message: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: project });
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

test("what is not installed is named with the command that installs it", async () => {
  await write(place, "main.tf", "locals {}\n");
  await write(place, "filter.json", '{ "includedEventTypes": ["Microsoft.Communication.SMSReceived"] }');
  const inProject = (...args: string[]) => runProgram(project, process.execPath, [globalProgram, ...args]);
  const ran = await Promise.all([
    globally("diagram", "filter.json", "--format", "svg"),
    globally("check", "main.tf"),
    globally("dead-letters", "list", "--from", "https://contoso.blob.core.windows.net/undelivered"),
    globally("dev"),
    inProject("rehearse"),
    inProject("publish", "--zip", "handlers.zip"),
  ]);
  const packages = ["@hpcc-js/wasm-graphviz", "@cdktn/hcl2json", "@azure/storage-blob", "@pulumi/pulumi"];
  expect(ran).toEqual(
    [...packages, "@pulumi/pulumi", "esbuild"].map((name) => ({
      status: 1,
      output: expect.stringMatching(new RegExp(` the package ${name}, .*: npm install ${name}\n$`)),
    })),
  );
});

test("a new project is green, and its rehearsal delivers", async () => {
  await installPacked(packed, project);
  execFileSync("git", ["init", "--quiet"], { cwd: project });
  commit("Begin");
  expect(await readFile(join(project, "Pulumi.dev.yaml"), "utf8")).toContain("azure-native:location: westus");
  await expectGreen("own");
  const { status, output } = await acsEvents("rehearse");
  expect(status, output).toBe(0);
  expect(output).toContain("nothing left this machine");
  expect(output).not.toContain("ExperimentalWarning");
  await layTeamsOfTests();
  commit("Begin with the teams of these tests");
});

/** What teams write is from here on that of the tool's tests: whoever changes the project at the top changes no test. */
async function layTeamsOfTests(): Promise<void> {
  const teams = ["infra/teams", "infra/plans", "infra/project.ts", "Pulumi.dev.yaml"];
  for (const part of [...teams, "policies/rules.ts", "policies/config", "handlers", "test"]) {
    await rm(join(project, part), { recursive: true, force: true });
    await cp(join(sampleRoot, part), join(project, part), { recursive: true });
  }
}

test("a global installation hands over to the version of the project", async () => {
  const manifest = join(place, "global/node_modules/acs-events/package.json");
  const described = JSON.parse(await readFile(manifest, "utf8")) as { readonly version: string };
  await writeFile(manifest, JSON.stringify({ ...described, version: "99.0.0" }));
  const inProject = await runProgram(join(project, "infra"), process.execPath, [globalProgram, "--version"]);
  expect([await globally("--version"), inProject].map(({ output }) => output.trim())).toEqual([
    "99.0.0",
    described.version,
  ]);
});

test("a team is added by `new team` with its first test; its plan is accepted and reviewed", async () => {
  const made = await acsEvents(
    ...["new", "team", "care", "--template", "sms-inbox", "--option", "numbersBeginWith=1206"],
    ...["--endpoint", "support-queue", "--owner", "care@contoso.example"],
  );
  expect(made, made.output).toMatchObject({ status: 0 });
  expect(made.output).toContain("test/teams/care.test.ts written");
  const stale = await runIn(project, "vitest", "run", "test/plan.test.ts", "test/teams");
  expect(stale.status).not.toBe(0);
  expect(stale.output).toContain("npx acs-events plan --stack dev --write");
  expect(stale.output).toContain("1 failed | 1 passed");
  await accept();
  await expectGreen();
  commit("Add care");
});

test("a value of the stack is changed and reviewed between two commits; a rule of one's own has its test, and so has the guide", async () => {
  const file = await readFile(join(project, "Pulumi.dev.yaml"), "utf8");
  await write(project, "Pulumi.dev.yaml", file.replace('supportNumbers: "1555"', 'supportNumbers: "1206"'));
  await accept();
  commit("Answer other numbers");

  const rules = await readFile(join(project, "policies/rules.ts"), "utf8");
  const own = rules
    .replace("/** The rules of this project.", `${ownRule}\n/** The rules of this project.`)
    .replace("[recordingsWaitInAQueue]", "[recordingsWaitInAQueue, supportIsReachable]");
  await write(project, "policies/rules.ts", own);
  await write(project, "test/own-rule.test.ts", ownRuleTest);
  const guide = await readFile(join(project, "node_modules/acs-events/docs/testing.md"), "utf8");
  const blocks = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, text = ""]) => text);
  expect(blocks).toHaveLength(3);
  // The guide speaks of the numbers of the project as it comes.
  const values = { '"15551234567"': '"12061234567"', '"12065550100"': '"15550100123"' };
  for (const [index, block] of blocks.entries()) {
    const text = Object.entries(values).reduce((all, [from, to]) => all.replaceAll(from, to), block);
    await write(project, `test/guide-${index}.test.ts`, text);
  }
  await expectGreen();
  const [checked, added, changed] = await Promise.all([
    acsEvents("check"),
    acsEvents("review", "HEAD~2", "HEAD~1"),
    acsEvents("review", "HEAD~1", "HEAD"),
  ]);
  expect(checked.output).toContain("support-is-reachable");
  expect(added, added.output).toMatchObject({ status: 0 });
  expect(added.output).toContain("care-inbox");
  expect(added.output).not.toContain("support-inbound-sms");
  expect(changed, changed.output).toMatchObject({ status: 2 });
  expect(changed.output).toContain("support-inbound-sms");
  commit("Add a rule");
});

const ownRule = `export const supportIsReachable = subscriptionRule({
  name: "support-is-reachable",
  description: "Teams other than support say whom to ask in support.",
  level: "advisory",
  protectsFrom: "Nobody knows whom to ask.",
  howToFix: "Name an address of support.",
  check: ({ name, team }) => (team === "care" ? [violation(name, "owner", "Nobody in support is named.")] : []),
});
`;
const ownRuleTest = `import { judgeRule } from "acs-events/policies";
import { planOf } from "acs-events/testing";
import { expect, test } from "vitest";
import project from "../infra/project.ts";
import { supportIsReachable } from "../policies/rules.ts";

test("care is told, and nobody else", async () => {
  const { subscriptions } = await planOf(project);
  expect(judgeRule(supportIsReachable, subscriptions).map(({ subject }) => subject)).toEqual(["care-inbox"]);
});
`;

test("the sample teams are replaced by what is deployed already", async () => {
  // As most subscriptions are: what it cannot deliver is kept.
  const account =
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/crm/providers/Microsoft.Storage/storageAccounts/crm";
  const deployed = [
    {
      name: "crm-calls",
      filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] },
      destination: { endpointType: "StorageQueue", resourceId: account, queueName: "calls" },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId: `${account}undelivered`,
        blobContainerName: "undelivered",
      },
    },
  ];
  await write(project, "deployed.json", JSON.stringify(deployed));
  const ofSampleTeams = ["infra/teams/support.ts", "infra/teams/moderation.ts", "infra/teams/care.ts", "test/teams"];
  const theirTests = ["test/filters.test.ts", "test/own-rule.test.ts", "test/guide-0.test.ts", "test/guide-1.test.ts"];
  for (const file of [...ofSampleTeams, ...theirTests]) await rm(join(project, file), { recursive: true });
  const imported = await acsEvents("import", "deployed.json", "--team", "crm", "--owner", "crm@contoso.example");
  expect(imported.output).toContain("infra/teams/crm.ts");
  const stack = await readFile(join(project, "Pulumi.dev.yaml"), "utf8");
  const endpoint = /^ +(\S+):\n +kind: storage-queue\n +storageAccountId: .*\n +queueName: calls/m.exec(
    imported.output,
  );
  expect(endpoint, imported.output).not.toBeNull();
  await write(
    project,
    "Pulumi.dev.yaml",
    stack.replace(
      "  acs-events:endpoints:\n",
      `  acs-events:endpoints:\n    ${endpoint?.[1]}:\n      kind: storage-queue\n      storageAccountId: ${account}\n      queueName: calls\n`,
    ),
  );
  await accept();
  await expectGreen();
  commit("Take over what is deployed");
  const { status, output } = await acsEvents("review", "HEAD~1", "HEAD");
  expect(status, output).toBe(2);
  expect(output).toContain("support-inbound-sms");
});
