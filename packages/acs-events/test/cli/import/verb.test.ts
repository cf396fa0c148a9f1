import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { draftImport, type ImportOptions } from "../../../src/cli/import/draft.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { adoptionFindings } from "../../../src/team-files/adopt/adoption-findings.ts";
import { UserError } from "../../../src/text/user-error.ts";
import { sampleRoot as repository, repositoryRoot, sampleProject } from "../../sample-project.ts";
import { acsEvents, withFile } from "../command-line.ts";
import { topic } from "./round-trip.ts";

const deployed = [
  {
    id: `${topic}/eventSubscriptions/legacy`,
    name: "legacy",
    filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1555" },
    destination: {
      endpointType: "WebHook",
      endpointBaseUrl: "https://handlers.contoso.example/api/sms",
      deliveryAttributeMappings: [{ name: "x-key", type: "Static", isSecret: true, value: "Hidden" }],
    },
  },
];
const team = "import-verb-test";
const importFile = join(repository, ".acs-events", "import", `${team}.json`);
const owner = "crm@contoso.example";

afterAll(async () => {
  await rm(importFile, { force: true });
});

test("writes both files, says the endpoints and the steps, and never writes over a team file", async () => {
  await withFile("deployed.json", JSON.stringify(deployed), async (file) => {
    const output = join(dirname(file), "crm.ts");
    const args = ["import", file, "--team", team, "--owner", owner, "--output", output];
    const first = await acsEvents(args);
    // The topic is not that of the dev stack.
    expect(first.status).toBe(2);
    const text = await readFile(output, "utf8");
    expect(text).toContain('azureName: "legacy"');
    expect(text).toContain('subjectBeginsWith: phoneNumber("1555")');
    expect(JSON.parse(await readFile(importFile, "utf8"))).toEqual({
      resources: [
        {
          type: "azure-native:eventgrid:SystemTopicEventSubscription",
          name: "legacy",
          id: `${topic}/eventSubscriptions/legacy`,
        },
      ],
    });
    expect(first.stdout).toContain("Reviewed against the input: no filter and no setting changes.");
    expect(first.stdout).toContain(`  acs-events:endpoints:
    handlers-sms:
      kind: webhook
      url: https://handlers.contoso.example/api/sms`);
    expect(first.stdout).toContain(`'acs-events:secrets.handlers-sms.headers["x-key"]'`);
    expect(first.stdout).toContain("pulumi import --stack dev --file .acs-events/import/import-verb-test.json");

    await writeFile(output, "half-written");
    const second = await acsEvents(args);
    expect([second.status, second.stderr]).toEqual([
      1,
      `Nothing was written.\n\n- ${output} is there already and is left as it is; say --output, or another team\n`,
    ]);
    expect(await readFile(output, "utf8")).toBe("half-written");
  });
});

describe("refuses, and writes nothing", () => {
  test.each<[string, Partial<ImportOptions>, unknown, string]>([
    [
      "a team that is there",
      { team: "support", owner },
      deployed,
      "Nothing was written.\n\n- infra/teams/support.ts is there already and is left as it is; say --output, or another team",
    ],
    [
      "everything that is wrong, at once",
      { team: "Big Team", topicId: "/x", owner: undefined },
      [],
      `Nothing was written.

- --team: "Big Team" will not do; a team is named by lower-case letters, digits and inner hyphens
- there is no subscription in the input
- --topic-id: "/x" is no system topic; write /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…
- --owner: whom to ask when events go astray; Azure shows it. For example --owner owner@contoso.example`,
    ],
    [
      "names that another team has declared",
      {},
      [{ ...deployed[0], name: "support-inbound-sms" }],
      'Nothing was written: the teams of the stack "dev" declare support-inbound-sms already; take them out of the input.',
    ],
    [
      "a set of which nothing can be adopted",
      {},
      [{ ...deployed[0], destination: { endpointType: "HybridConnection" } }],
      "Nothing was written: there is no subscription that can be adopted.\n\n- legacy: Events go to HybridConnection, which is no kind of endpoint here; the subscription is left out.",
    ],
    [
      "a stack that there is not",
      { stack: "moon" },
      deployed,
      'There is no stack "moon": Pulumi.moon.yaml does not exist; there are dev.',
    ],
  ])("%s", async (_, changed, json, message) => {
    const options = { team: "crm", owner, stack: "dev", ...changed };
    await expect(draftImport(sampleProject, readSubscriptionSet(json), options)).rejects.toEqual(
      new UserError(message),
    );
  });
});

test("docs/import.md lists every finding of an import", () => {
  const page = readFileSync(join(repositoryRoot, "docs/import.md"), "utf8");
  const rows = Object.entries(adoptionFindings).map(
    ([id, { level, says, todo }]) => `| \`${id}\` | ${level} | ${says} | ${todo} |`,
  );
  // If this fails: paste the expected rows into the table at the end of docs/import.md.
  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});
