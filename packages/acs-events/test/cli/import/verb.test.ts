import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { draftImport, type ImportOptions } from "../../../src/cli/import/draft.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { UserError } from "../../../src/text/user-error.ts";
import { sampleRoot as repository, sampleProject } from "../../sample-project.ts";
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

test("a resource that stands for several is said to be read as one", async () => {
  const loop = `resource "azurerm_eventgrid_system_topic_event_subscription" "texts" {
    count                = 3
    name                 = "texts-\${count.index}"
    included_event_types = ["Microsoft.Communication.SMSReceived"]
    webhook_endpoint { url = "https://handlers.contoso.example/sms" }
  }`;
  await withFile("main.tf", loop, async (file) => {
    const { stdout } = await acsEvents(["import", file, "--team", team, "--owner", owner, "--dry-run"]);
    expect(stdout).toContain("docs template-copy-loop");
  });
});

test("where nothing can be adopted that is what is found, and nothing is written", async () => {
  const set = [{ ...deployed[0], destination: { endpointType: "HybridConnection" } }];
  await withFile("deployed.json", JSON.stringify(set), async (file) => {
    const output = join(dirname(file), "crm.ts");
    const args = ["import", file, "--team", team, "--owner", owner, "--output", output];
    const { status, stdout } = await acsEvents(args);
    expect(status).toBe(2);
    expect(stdout).toContain("Nothing was written: there is no subscription that can be adopted.");
    expect(stdout).toContain("Events go to HybridConnection, ");
    await expect(readFile(output, "utf8")).rejects.toThrow("ENOENT");
    const json = await acsEvents([...args, "--format", "json"]);
    expect(JSON.parse(json.stdout).findings.map(({ id }: { id: string }) => id)).toEqual([
      "adopt-destination-unsupported",
    ]);
  });
});

test("what is said of several is said once; what policies refuse is said with the exceptions to paste", async () => {
  const headerless = { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/api/sms" };
  const set = ["one", "two", "six"].map((name) => ({
    ...deployed[0],
    name,
    id: `${topic}/eventSubscriptions/${name}`,
    destination: headerless,
  }));
  await withFile("deployed.json", JSON.stringify(set), async (file) => {
    const { stdout } = await acsEvents(["import", file, "--team", team, "--owner", owner, "--dry-run"]);
    expect(stdout.split("The first deployment adds the labels")).toHaveLength(2);
    expect(stdout).toContain("one, two and six");
    expect(stdout).toContain("The project's policies will refuse this when it is deployed:");
    expect(stdout).toContain('"reason": "adopted as it was deployed"');
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
- --topic-id: "/x" is not a system topic; write /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…
- --owner: whom to ask about the events; Azure shows it. For example --owner owner@contoso.example`,
    ],
    [
      "a source that is none, and a day that has passed",
      { sourceId: "/x", acceptPoliciesUntil: "2026-11-27" },
      deployed,
      `Nothing was written.

- --source-id: "/x" is not a Communication Services resource; write /subscriptions/…/resourceGroups/…/providers/Microsoft.Communication/communicationServices/…
- --accept-policies-until: "2026-11-27" is not a day to come; write one like 2027-02-26`,
    ],
    [
      "names that another team has declared",
      {},
      [{ ...deployed[0], name: "support-inbound-sms" }],
      'Nothing was written: the teams of the stack "dev" declare support-inbound-sms already; take them out of the input.',
    ],
    [
      "a stack that there is not",
      { stack: "moon" },
      deployed,
      'There is no stack "moon": Pulumi.moon.yaml does not exist; there are dev.',
    ],
  ])("%s", async (_, changed, json, message) => {
    const options = { team: "crm", owner, stack: "dev", today: "2026-11-28", ...changed };
    await expect(draftImport(sampleProject, readSubscriptionSet(json), options)).rejects.toEqual(
      new UserError(message),
    );
  });
});
