import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { tsc } from "../../build/tsc.ts";
import { engineVariables } from "../../src/engine/engine.ts";
import { engineForImport } from "../../src/setup/import-host.js";
import { repositoryRoot } from "../sample-project.ts";
import { engine, repository } from "./engine-under-test.ts";
import { withOwnProgram } from "./own-program.ts";

/*
 * `pulumi import` asks a language host to write the program, by the schema that the local Azure answers.
 */

const inGroup = (rest: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/contoso/providers/${rest}`;
const source = inGroup("Microsoft.Communication/communicationServices/contoso");
const topic = inGroup("Microsoft.EventGrid/systemTopics/contoso-events");

const texts = {
  resourceGroupName: "contoso",
  systemTopicName: "contoso-events",
  eventSubscriptionName: "texts",
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
    isSubjectCaseSensitive: true,
    advancedFilters: [
      {
        operatorType: "StringContains",
        key: "data.message",
        values: ["help", 'a "quoted" one', "100 %{if} $" + "{x}"],
      },
    ],
  },
  destination: {
    endpointType: "StorageQueue",
    resourceId: inGroup("Microsoft.Storage/storageAccounts/contoso"),
    queueName: "texts",
  },
  retryPolicy: { maxDeliveryAttempts: 10, eventTimeToLiveInMinutes: 60 },
  eventDeliverySchema: "CloudEventSchemaV1_0",
  labels: ["team=support"],
};

const calls = {
  ...texts,
  eventSubscriptionName: "calls",
  filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] },
};

const ids = Object.fromEntries(["texts", "calls"].map((name) => [name, `${topic}/eventSubscriptions/${name}`]));

const existing = [
  { id: source },
  { id: topic, properties: { source } },
  { id: ids["texts"] ?? "", properties: texts },
  { id: ids["calls"] ?? "", properties: calls },
];

const run = promisify(execFile);

/** The engine looks into the program's own folder for the release of azure-native that it is written for. */
async function linkSdks(folder: string): Promise<void> {
  await mkdir(join(folder, "node_modules"));
  await symlink(join(repositoryRoot, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"), "junction");
}

test("imported subscriptions are written as TypeScript that compiles, and that changes nothing in Azure", async () => {
  // Built here where the engine of the set-up is older than it.
  const forImport = await engineForImport(engine());
  const options = { name: "own-topic", typescript: true, type: "commonjs", existing, prepare: linkSdks } as const;
  await withOwnProgram(options, async ({ stack, folder }) => {
    const type = "azure-native:eventgrid:SystemTopicEventSubscription";
    const resources = Object.entries(ids).map(([name, id]) => ({ type, name, id }));
    await writeFile(join(folder, "import.json"), JSON.stringify({ resources }));
    const env = { ...process.env, ...stack.workspace.envVars, ...engineVariables(repository, forImport) };
    const flags = ["--stack", "dev", "--yes", "--protect=false", "--out", "index.ts"];
    const said = await run(forImport.pulumi, ["import", "--file", "import.json", ...flags], { cwd: folder, env });
    expect(said.stderr).not.toContain("warning");
    expect(said.stdout).toContain("2 imported");

    const settings = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "nodenext",
      "--types",
      "",
      "--ignoreConfig",
    ];
    await run(process.execPath, [tsc, ...settings, "index.ts"], { cwd: folder });
    // The SDK's own loader would check them again.
    stack.workspace.envVars = { ...stack.workspace.envVars, PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const events: EngineEvent[] = [];
    const { changeSummary } = await stack.preview({ onEvent: (event) => events.push(event) });
    expect(changeSummary).toEqual({ same: 2, update: 1 });
    // The SDK says what is Azure's default and what Azure does not answer; azure-native shows it, once.
    const changed = events.flatMap(({ resourcePreEvent: event }) =>
      event === undefined || event.metadata.op === "same" ? [] : [event.metadata],
    );
    expect(changed.map(({ urn, detailedDiff }) => [urn.split("::").at(-1), Object.keys(detailedDiff ?? {})])).toEqual([
      ["calls", ["filter.isSubjectCaseSensitive"]],
    ]);
  });
});
