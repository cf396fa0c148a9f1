import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPacked, type PackedPackage, packPackage, runIn, write } from "./packed-package.ts";

/*
 * The package as a company has it: the tarball, a project that `init` wrote, and what the guides say to do in it, one
 * step after the other. After each step the project's own tests are green.
 */
let packed: PackedPackage;
let place: string;
let project: string;

beforeAll(async () => {
  packed = await packPackage();
  place = await mkdtemp(join(tmpdir(), "acs-events-company-"));
  project = join(place, "contoso-events");
  const init = [join(packed.folder, "bin/acs-events.js"), "init", project, "--location", "westus"];
  // The unpacked tarball has no dependencies of its own beside it.
  await installPacked(packed, place);
  execFileSync(process.execPath, [join(place, "node_modules/acs-events/bin/acs-events.js"), ...init.slice(1)]);
  await rm(join(place, "node_modules"), { recursive: true });
  await installPacked(packed, project);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd: project });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Begin");
});

afterAll(async () => {
  await packed?.remove();
  await rm(place, { recursive: true, force: true });
});

/** `npm test` without its set-up, which would install what is there already. */
async function expectGreen(): Promise<void> {
  const [types, tests] = await Promise.all([runIn(project, "tsc", "--noEmit"), runIn(project, "vitest", "run")]);
  expect(types, types.output).toMatchObject({ status: 0 });
  expect(tests, tests.output).toMatchObject({ status: 0 });
}

const acsEvents = (...args: string[]) => runIn(project, "acs-events", ...args);
const accept = async (): Promise<void> => {
  expect(await acsEvents("plan", "--write")).toMatchObject({ status: 0 });
};

test("a new project is green, and its rehearsal delivers", async () => {
  await expectGreen();
  const { status, output } = await acsEvents("rehearse");
  expect(status, output).toBe(0);
  expect(output).toContain("support-inbound-sms");
});

test("a team is added by `new team`, its plan accepted", async () => {
  const made = await acsEvents(
    ...["new", "team", "care", "--template", "sms-inbox", "--option", "numbersBeginWith=1206"],
    ...["--endpoint", "support-queue", "--owner", "care@contoso.example"],
  );
  expect(made, made.output).toMatchObject({ status: 0 });
  const stale = await runIn(project, "vitest", "run", "test/plan.test.ts");
  expect(stale.status).not.toBe(0);
  expect(stale.output).toContain("npx acs-events plan --stack dev --write");
  await accept();
  await expectGreen();
});

test("a value of the stack is changed", async () => {
  const file = await readFile(join(project, "Pulumi.dev.yaml"), "utf8");
  expect(file).toContain("azure-native:location: westus");
  await write(project, "Pulumi.dev.yaml", file.replace('supportNumbers: "1555"', 'supportNumbers: "1206"'));
  await accept();
  await expectGreen();
});

test("the change is reviewed against the commit before", async () => {
  const { status, output } = await acsEvents("review", "HEAD");
  expect(status, output).toBe(2);
  expect(output).toContain("support-inbound-sms");
  expect(output).toContain("care-inbox");
});

test("the sample teams are replaced by what is deployed already", async () => {
  // As most subscriptions are: what it cannot deliver is kept.
  const deployed = [
    {
      name: "crm-calls",
      filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] },
      destination: {
        endpointType: "StorageQueue",
        resourceId:
          "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/crm/providers/Microsoft.Storage/storageAccounts/crm",
        queueName: "calls",
      },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId:
          "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/crm/providers/Microsoft.Storage/storageAccounts/crm",
        blobContainerName: "undelivered",
      },
    },
  ];
  await write(project, "deployed.json", JSON.stringify(deployed));
  for (const file of [
    "infra/teams/support.ts",
    "infra/teams/moderation.ts",
    "infra/teams/care.ts",
    "test/filters.test.ts",
  ]) {
    await rm(join(project, file));
  }
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
      `  acs-events:endpoints:\n    ${endpoint?.[1]}:\n      kind: storage-queue\n      storageAccountId: ${deployed[0]?.destination.resourceId}\n      queueName: calls\n`,
    ),
  );
  await accept();
  await expectGreen();
});
