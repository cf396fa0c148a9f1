import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeploymentReport } from "../../src/deployment/report.ts";
import { acsEvents } from "../cli/command-line.ts";
import { startBlobStorage } from "./azurite.ts";
import { deploy, makePlace, type Place, pulumi } from "./deployment-place.ts";
import { type MadeRepository, type MadeTeam, makeRepositoryOfTeams, received } from "./repository-of-teams.ts";

/**
 * Three teams with a stack each, deployed by the command line as a person runs it, with the real engine, on backends
 * that are the user's own. One team breaks a policy of the company and one has a handler that does not answer.
 */
const ordinary: MadeTeam = { name: "team-01", subscriptions: [received("texts", "queue", "15551000")] };
const teams: readonly MadeTeam[] = [
  { name: "careless", subscriptions: [received("texts", "queue", "1555", 'undeliveredEvents: "dropped"')] },
  { name: "offline", subscriptions: [received("texts", "hook", "1555")] },
  ordinary,
];
/** The policy's own sentences are asserted with its cases. */
const dropped = "policy undelivered-events-kept: …";
const withoutSentences = (text: string): string =>
  text.replaceAll(/(?<=policy undelivered-events-kept: )Events [^\n]*\n[^\n]*/g, "…");

const handshake =
  'Azure refuses to create the event subscription "offline-texts": Code="Url validation" Message="Webhook validation handshake failed for https://hooks.contoso.example/api/texts. Http POST request failed with response code 503. For troublehooting, visit https://aka.ms/esvalidation."';

/** Every stack is an engine and a program; a busy machine takes its time. */
const patience = 600_000;

let repository: MadeRepository;

beforeAll(async () => {
  repository = await makeRepositoryOfTeams(teams, {
    endpoints: {
      queue: { kind: "storage-queue", create: true },
      hook: { kind: "webhook", url: "https://hooks.contoso.example/api/texts" },
    },
    policies: { "undelivered-events-kept": "mandatory", "webhook-authenticated": "disabled" },
  });
});

afterAll(() => repository?.remove());

const upShared = ["up", "--stack", "prod", "--yes", "--skip-preview"];

/** The event subscriptions of the local Azure that stand, by name. */
const deployed = ({ emulator }: Place): string[] =>
  emulator.store
    .systemTopics()
    .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
    .filter(({ provisioningState }) => provisioningState === "Succeeded")
    .map(({ name }) => name)
    .sort();

/** Somebody writes to the topic by Azure's own interface: a webhook, which lasts as long as the handshake with it. */
async function writeSubscription({ emulator }: Place, name: string): Promise<void> {
  const [topic] = emulator.store.systemTopics();
  const url = `${emulator.armUrl}${topic?.id}/eventSubscriptions/${name}?api-version=2025-02-15`;
  const properties = {
    destination: { endpointType: "WebHook", properties: { endpointUrl: "https://hooks.contoso.example/api/other" } },
    filter: { includedEventTypes: ["Microsoft.Communication.CallStarted"] },
  };
  const { status } = await fetch(url, { method: "PUT", body: JSON.stringify({ properties }) });
  expect(status).toBe(201);
}

/** What a deployment leaves in the repository. */
const left = (): Promise<string[]> => readdir(join(repository.folder, ".acs-events/deployments"));

/** What is printed at the end, without the time that it took. */
const report = (stdout: string): string =>
  withoutSentences(stdout.slice(stdout.indexOf("\n\n") + 2)).replaceAll(/\b\d+(?:\.\d)? s\b/g, "…");

describe("on a file backend", () => {
  let place: Place;
  let state: string;

  beforeAll(async () => {
    place = await makePlace(repository.folder, async (folder) => {
      state = join(folder, "state");
      await mkdir(state);
      return { environment: { PULUMI_BACKEND_URL: pathToFileURL(state).href }, close: async () => undefined };
    });
  });

  afterAll(() => place?.close());

  test.each([
    [
      "a team that is none",
      ["--team", "team-1", "offline"],
      /^The team "team-1" has no stack of its own: Pulumi\.prod\.yaml lists careless, offline, team-01\. Did you mean "team-01"\?\n$/,
    ],
    [
      "the stack of a team",
      ["--stack", "prod-offline", "--all-teams"],
      /^"prod-offline" is the stack of the team "offline"; say --stack prod --team offline\.\n$/,
    ],
    [
      "nobody's stacks",
      ["--stack", "prod"],
      /^Whose stacks\? Say --all-teams, or --team with one or more of careless, offline, team-01\. The stack "prod" itself is deployed with: pulumi up --stack prod\n$/,
    ],
    [
      "nobody to ask",
      ["--all-teams"],
      /^Nobody is here to be asked: say --yes to deploy, or --preview to see what would change\.\n$/,
    ],
  ])("%s is refused", async (_, args, message) => {
    // Before the engine is started, so it needs no process of its own.
    const ran = await acsEvents(["deploy", ...args], "", repository.folder);
    expect(ran).toEqual({ status: 1, stdout: "", stderr: expect.stringMatching(message) });
  });

  test("nothing begins before the stack with the topic is there and deployed", async () => {
    const stdout = "Deploying 3 stacks on the topic of prod, 2 at a time\n";
    const all = ["--all-teams", "--yes", "--concurrency", "2"];
    const first = "Deploy that stack first: pulumi up --stack prod\n";
    expect(await deploy(place, all)).toEqual({
      status: 1,
      stdout,
      stderr: `The stack "prod", which has the topic, is not there. ${first}`,
    });
    await pulumi(place, "stack", "init", "prod");
    expect(await deploy(place, all)).toEqual({
      status: 1,
      stdout,
      stderr: `The stack "prod" was not deployed since Pulumi.prod.yaml lists teams with stacks of their own: it has no output "forTeamStacks". ${first}`,
    });
    await pulumi(place, ...upShared);
  });

  test("a preview makes no stack", async () => {
    const { status, stdout } = await deploy(place, ["--team", "team-01", "--preview", "--format", "json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      preview: true,
      stacks: [{ stack: "prod-team-01", outcome: "done", created: true, changes: { create: 1 } }],
    });
    expect(await readdir(join(state, ".pulumi/stacks/acs-events"))).not.toContain("prod-team-01.json");
  });

  test(
    "three stacks, two at a time: what fails holds up nobody, and a stack that is locked is tried again",
    async () => {
      const locks = join(state, ".pulumi/locks/organization/acs-events/prod-team-01");
      await mkdir(locks, { recursive: true });
      const lock = join(locks, "8e1d0a4c.json");
      const holder = { pid: 4242, username: "mira", hostname: "build-7", timestamp: "2026-11-24T09:00:00Z" };
      await writeFile(lock, JSON.stringify(holder));

      const args = ["--all-teams", "--skip-preview", "--yes", "--format", "json", "--concurrency", "2"];
      const { status, stdout, stderr } = await deploy(place, args, (text) => {
        if (text.includes("prod-team-01 waits")) void rm(lock);
      });

      expect(status).toBe(2);
      const { summary, stacks, ...rest }: DeploymentReport = JSON.parse(stdout);
      expect(rest).toEqual({ environment: "prod", preview: false });
      expect({ ...summary, seconds: 0 }).toEqual({ done: 1, failed: 2, stopped: 0, seconds: 0 });
      expect(stacks.map(({ stack }) => stack)).toEqual(teams.map(({ name }) => `prod-${name}`));
      const [careless, offline, locked] = stacks;
      expect(careless?.reasons.map(withoutSentences)).toEqual([dropped]);
      expect(offline?.reasons).toEqual([handshake]);
      expect({ ...locked, seconds: 0 }).toEqual({
        stack: "prod-team-01",
        outcome: "done",
        created: true,
        changes: { create: 1 },
        attempts: 2,
        reasons: [],
        seconds: 0,
      });
      expect(stderr).toMatch(
        /^ {2}prod-team-01 waits \d\.\d s: the stack is locked by mira@build-7 since 2026-11-24T09:00:00Z$/m,
      );
      expect(deployed(place)).toEqual(["team-01-texts"]);
      expect(await left()).toEqual([]);
    },
    patience,
  );

  test("interrupted, the engines end first, and neither a lock nor a folder is left", async () => {
    let interrupted = false;
    const ended = await deploy(
      place,
      ["--team", "team-01", "offline", "--concurrency", "1", "--yes"],
      (text, child) => {
        if (interrupted || !text.includes("prod-team-01 begins")) return;
        interrupted = true;
        child.kill("SIGINT");
      },
    );
    expect(ended.status).toBe(130);
    expect(ended.stdout).toContain("– prod-offline not deployed");
    const locks = await readdir(join(state, ".pulumi/locks"), { recursive: true });
    expect(locks.filter((name) => name.endsWith(".json"))).toEqual([]);
    expect(await left()).toEqual([]);
  });
});

describe("on azblob:// against Azurite, with an Azure that takes its time", () => {
  let place: Place;
  let passed = 0;
  const ended = Promise.withResolvers<{ readonly ok: true }>();

  beforeAll(async () => {
    place = await makePlace(repository.folder, startBlobStorage, {
      behaviour: { roleDelay: 1_800_000, conflicts: true },
      arm: {},
      validator: { validate: () => ended.promise },
      now: () => new Date(Date.now() + passed),
    });
    await pulumi(place, "stack", "init", "prod");
    await pulumi(place, ...upShared);
  });

  afterAll(() => place?.close());

  test(
    "a write of somebody else to the topic, and then a role that not all of Azure knows yet, are waited for and tried again",
    async () => {
      await writeSubscription(place, "somebody-elses");
      const args = ["--team", "team-01", "--skip-preview", "--yes"];
      const { status, stdout } = await deploy(place, args, (text) => {
        if (!text.includes("team-01 waits")) return;
        if (text.includes("409")) ended.resolve({ ok: true });
        // Half an hour later all of Azure knows it.
        else passed = 3_600_000;
      });
      expect(stdout).toMatch(
        /^ {2}prod-team-01 waits \d+\.\d s: Azure is busy with another write to the topic \(409 Conflict\)$/m,
      );
      expect(stdout).toMatch(
        /^ {2}prod-team-01 waits \d+\.\d s: a role that was assigned moments ago is not known to all of Azure yet/m,
      );
      expect(status).toBe(0);
      expect(stdout).toMatch(/^✓ prod-team-01 1 created \(\d+\.\d s\)$/m);
      expect(stdout).toMatch(/^prod-team-01 +created +1 created +3 /m);
      expect(stdout).toMatch(/^1 of 1 stack deployed, in \d+(?:\.\d)? s\.$/m);
      expect(deployed(place)).toEqual(["somebody-elses", "team-01-texts"]);
      expect(await left()).toEqual([]);
    },
    patience,
  );

  test("again: what stays as it is, is told so, and what a policy refuses is refused before anything is written", async () => {
    const { status, stdout, stderr } = await deploy(place, ["--team", "team-01", "careless", "--yes"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    expect(report(stdout)).toBe(`stack          outcome   event subscriptions  attempts  time
prod-team-01   deployed  1 unchanged                    …
prod-careless  failed    –                              …

prod-careless
  ${dropped}

1 of 2 stacks deployed, 1 failed, in ….
`);
  });
});
