import { expect, test } from "vitest";
import { emptyWorld, put } from "../emulator/local-world.ts";
import { type OwnProgram, previewed, withOwnProgram } from "./own-program.ts";

type Properties = Readonly<Record<string, unknown>>;

/** Settings that Flex Consumption does not take, or that the platform sets by itself (Azure documentation, app settings). */
const notOnFlex =
  /^(?:FUNCTIONS_|WEBSITE_|SCM_|ENABLE_ORYX_BUILD$|AzureWebJobsStorage$|APPINSIGHTS_INSTRUMENTATIONKEY$)/;

async function live({ stack, emulator, inOwnProcess }: OwnProgram): Promise<void> {
  const inputsOf = (type: string): readonly Properties[] =>
    emulator.store.ofToken(`azure-native:${type}`).map(({ inputs }) => inputs);
  const subscriptions = () =>
    inputsOf("eventgrid:SystemTopicEventSubscription")
      .map((inputs) => inputs["eventSubscriptionName"])
      .sort();

  // The first `up` succeeds before any code is there, and says what waits for it.
  const first = await stack.up();
  expect(subscriptions()).toEqual(["reports", "texts"]);
  expect(first.outputs["leftOut"]?.value).toEqual([
    {
      name: "calls",
      reason: 'the function of the endpoint "calls" is not published yet: acs-events publish, then pulumi up',
    },
  ]);
  expect(first.stdout).toContain('calls is omitted: the function of the endpoint "calls" is not published yet');
  expect(emulator.store.notices()).toEqual([]);

  // The app, by identity everywhere.
  const [app] = emulator.store.ofToken("azure-native:web:WebApp");
  expect(app?.inputs).toMatchObject({
    kind: "functionapp,linux",
    httpsOnly: true,
    identity: { type: "SystemAssigned" },
    functionAppConfig: {
      runtime: { name: "node", version: "22" },
      deployment: {
        storage: {
          type: "blobContainer",
          value: expect.stringMatching(/^https:\/\/acsh[a-z0-9]+\.blob\.core\.windows\.net\/packages$/),
          authentication: { type: "SystemAssignedIdentity" },
        },
      },
      scaleAndConcurrency: {
        instanceMemoryMB: 2048,
        maximumInstanceCount: 100,
        alwaysReady: [{ name: "function:texts", instanceCount: 1 }],
      },
    },
  });
  expect(app?.inputs["siteConfig"]).toBeUndefined();
  expect(first.outputs["functionApp"]?.value).toMatchObject({
    id: app?.id,
    host: expect.stringMatching(/^acs-handlers-dev-[a-z0-9]{10}\.azurewebsites\.net$/),
    scmHost: expect.stringMatching(/\.scm\.azurewebsites\.net$/),
  });

  // Its settings: every value that it needs, none that Flex Consumption refuses, and the secret as a secret.
  const [settings] = inputsOf("web:WebAppApplicationSettings");
  const properties = settings?.["properties"] as Readonly<Record<string, string>>;
  expect(Object.keys(properties).filter((name) => notOnFlex.test(name))).toEqual([]);
  expect(properties).toEqual({
    BOARDS_PROJECT: "support",
    AzureWebJobsStorage__accountName: expect.stringMatching(/^acsh/),
    ACS_EVENTS_TABLE_URL: expect.stringMatching(/^https:\/\/acsh[a-z0-9]+\.table\.core\.windows\.net\/$/),
    ACS_EVENTS_INBOX_TABLE: "inbox",
    ACS_EVENTS_UNDELIVERED_URL: expect.stringMatching(
      /^https:\/\/acsdl[a-z0-9]+\.blob\.core\.windows\.net\/undelivered$/,
    ),
    ACS_EVENTS_QUEUES__queueServiceUri: expect.stringMatching(/^https:\/\/acsq[a-z0-9]+\.queue\.core\.windows\.net\/$/),
    ACS_EVENTS_QUEUES__credential: "managedidentity",
    ACS_EVENTS_SERVICE_BUS__fullyQualifiedNamespace: expect.stringMatching(
      /^acs-queues-dev-[a-z0-9]{10}\.servicebus\.windows\.net$/,
    ),
    ACS_EVENTS_SERVICE_BUS__credential: "managedidentity",
    APPLICATIONINSIGHTS_CONNECTION_STRING: expect.stringMatching(/^InstrumentationKey=/),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=AAD",
    ACS_EVENTS_SECRETS: '{"hook":{"query":"code=s3cret"}}',
  });
  const { resources } = (await stack.exportStack()).deployment as { readonly resources: readonly Properties[] };
  const kept = resources.find(({ type }) => type === "azure-native:web:WebAppApplicationSettings");
  const marked = expect.objectContaining({ "4dabf18193072939515e22adb298388d": expect.any(String) });
  expect(kept?.["inputs"]).toMatchObject({ properties: { ACS_EVENTS_SECRETS: marked } });
  expect(kept?.["outputs"]).toMatchObject({ properties: marked });

  // Its roles.
  const principalId = (app?.outputs["identity"] as Properties | undefined)?.["principalId"];
  const roles = inputsOf("authorization:RoleAssignment").filter((inputs) => inputs["principalId"] === principalId);
  expect(roles.map(({ roleDefinitionId }) => String(roleDefinitionId).split("/").at(-1)).sort()).toEqual(
    [
      "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner: host and packages
      "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor: inbox
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Storage Blob Data Contributor: dead letters of the handlers
      "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor: queues and their poison queues
      "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", // Azure Service Bus Data Receiver: Service Bus queues
      "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher: Application Insights
    ].sort(),
  );

  // Alert rules.
  const metrics = inputsOf("monitor:MetricAlert").map(({ criteria, scopes }) => {
    const [criterion] = (criteria as { readonly allOf: readonly Properties[] }).allOf;
    return [criterion?.["metricName"], (scopes as string[])[0]?.split("/").slice(-2)[0]];
  });
  expect(metrics.sort()).toEqual([
    ["DeadLetteredCount", "systemTopics"],
    ["DroppedEventCount", "systemTopics"],
    ["QueueMessageCount", "queueServices"],
  ]);
  expect(inputsOf("monitor:ScheduledQueryRule")).toHaveLength(1);
  expect(inputsOf("monitor:ActionGroup")).toHaveLength(1);
  expect((await previewed(stack)).changes).toEqual({});

  // Once the function is there, its subscription is too; and it does not go by itself when the function is gone.
  const world = { ...emptyWorld(), store: emulator.store };
  const [, group] = /\/resourceGroups\/([^/]+)\//.exec(app?.id ?? "") ?? [];
  const name = app?.id.split("/").at(-1);
  const published = put(world, "azure-native:web:WebAppFunction", {
    resourceGroupName: group,
    name,
    functionName: "calls",
  });
  const second = await stack.up();
  expect(subscriptions()).toEqual(["calls", "reports", "texts"]);
  expect(second.outputs["leftOut"]?.value).toEqual([]);
  emulator.store.remove(published.id);
  await expect((await inOwnProcess()).up()).rejects.toThrow(
    /"calls" is deployed and its function is not there any more/,
  );
  expect(subscriptions()).toEqual(["calls", "reports", "texts"]);
}

test("a function app for the handlers: made before there is any code, and its functions' subscriptions after it", async () => {
  await withOwnProgram({ name: "function-app", inThisProcess: true }, live);
});
