import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { localSettings } from "../../../src/emulator/resources/azure.ts";
import { isKnownType, resourceTypeOf, resourceTypes } from "../../../src/emulator/resources/resource-types.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import {
  account,
  communicationService,
  contosoWorld,
  emptyWorld,
  group,
  put,
  refusalsOf,
  source,
  storageAccount,
  topicId,
} from "../local-world.ts";

const inGroup = { resourceGroupName: "contoso" };
const namespace = { ...inGroup, namespaceName: "contoso-bus", location: "westeurope" };
const site = `${group}/providers/Microsoft.Web/sites/handlers`;
const role = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
const somebody = "99999999-2222-3333-4444-555555555555";
const roleDefinitionId = `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${role}`;
const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/contoso-logs`;

describe("ids are written as Azure writes them", () => {
  test.each<[string, ResourceProperties, string]>([
    ["resources:ResourceGroup", inGroup, group],
    ["communication:CommunicationService", communicationService, source],
    ["eventgrid:SystemTopic", { ...inGroup, systemTopicName: "contoso-events" }, topicId],
    [
      "eventgrid:SystemTopicEventSubscription",
      { ...inGroup, systemTopicName: "contoso-events", eventSubscriptionName: "texts" },
      `${topicId}/eventSubscriptions/texts`,
    ],
    ["storage:StorageAccount", storageAccount, account],
    [
      "storage:BlobContainer",
      { ...storageAccount, containerName: "undelivered" },
      `${account}/blobServices/default/containers/undelivered`,
    ],
    ["storage:Queue", { ...storageAccount, queueName: "texts" }, `${account}/queueServices/default/queues/texts`],
    [
      "authorization:RoleAssignment",
      { scope: account, roleAssignmentName: role },
      `${account}/providers/Microsoft.Authorization/roleAssignments/${role}`,
    ],
    ["servicebus:Namespace", namespace, `${group}/providers/Microsoft.ServiceBus/namespaces/contoso-bus`],
    [
      "servicebus:Queue",
      { ...namespace, queueName: "texts" },
      `${group}/providers/Microsoft.ServiceBus/namespaces/contoso-bus/queues/texts`,
    ],
    [
      "servicebus:Topic",
      { ...namespace, topicName: "texts" },
      `${group}/providers/Microsoft.ServiceBus/namespaces/contoso-bus/topics/texts`,
    ],
    ["eventhub:Namespace", namespace, `${group}/providers/Microsoft.EventHub/namespaces/contoso-bus`],
    [
      "eventhub:EventHub",
      { ...namespace, eventHubName: "texts" },
      `${group}/providers/Microsoft.EventHub/namespaces/contoso-bus/eventhubs/texts`,
    ],
    ["operationalinsights:Workspace", { ...inGroup, workspaceName: "contoso-logs" }, workspaceId],
    ["storage:Table", { ...storageAccount, tableName: "inbox" }, `${account}/tableServices/default/tables/inbox`],
    ["web:AppServicePlan", { ...inGroup, name: "handlers" }, `${group}/providers/Microsoft.Web/serverfarms/handlers`],
    ["web:WebApp", { ...inGroup, name: "handlers" }, site],
    ["web:WebAppApplicationSettings", { ...inGroup, name: "handlers" }, `${site}/config/appsettings`],
    ["web:WebAppFunction", { ...inGroup, name: "handlers", functionName: "sms" }, `${site}/functions/sms`],
    [
      "applicationinsights:Component",
      { ...inGroup, resourceName: "handlers" },
      `${group}/providers/Microsoft.Insights/components/handlers`,
    ],
    [
      "monitor:ActionGroup",
      { ...inGroup, actionGroupName: "people" },
      `${group}/providers/Microsoft.Insights/actionGroups/people`,
    ],
    [
      "monitor:ScheduledQueryRule",
      { ...inGroup, ruleName: "age" },
      `${group}/providers/Microsoft.Insights/scheduledQueryRules/age`,
    ],
    [
      "monitor:MetricAlert",
      { ...inGroup, ruleName: "dead letters" },
      `${group}/providers/Microsoft.Insights/metricAlerts/dead letters`,
    ],
    [
      "monitor:DiagnosticSetting",
      { resourceUri: source, name: "logs" },
      `${source}/providers/microsoft.insights/diagnosticSettings/logs`,
    ],
  ])("%s", (name, inputs, id) => {
    expect(isKnownType(`azure-native:${name}`)).toBe(true);
    expect(resourceTypeOf(`azure-native:${name}`).id(inputs, emptyWorld(), "")).toBe(id);
  });
});

test("every known type is one of the installed azure-native, under this very token and API version", async () => {
  const require = createRequire(import.meta.url);
  const { readFile } = await import("node:fs/promises");
  expect(resourceTypes.length).toBeGreaterThan(10);
  for (const { token, apiVersion } of resourceTypes) {
    const [, module = "", name = ""] = token.split(":");
    const file = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}.js`;
    const code = await readFile(require.resolve(`@pulumi/azure-native/${module}/${file}`), "utf8");
    expect(code, token).toContain(`'${token}'`);
    expect(code, token).toContain(`Uses Azure REST API version ${apiVersion}.`);
  }
});

describe("what Azure refuses", () => {
  test.each<[string, string, ResourceProperties, string]>([
    [
      "a resource group with a dot at the end",
      "resources:ResourceGroup",
      { resourceGroupName: "contoso.", location: "westeurope" },
      "resourceGroupName \"contoso.\" …; allowed are 1 to 90 letters, digits, '-', '_', '(', ')' or '.', with no '.' at the end",
    ],
    [
      "a resource group that is nowhere",
      "resources:ResourceGroup",
      { resourceGroupName: "other" },
      "location no location is given, such as westeurope",
    ],
    [
      "a Communication Services resource with a hyphen at the end",
      "communication:CommunicationService",
      { ...communicationService, communicationServiceName: "contoso-" },
      'communicationServiceName "contoso-" …; allowed are 1 to 63 letters, digits or hyphens, a letter first and no hyphen at the end',
    ],
    [
      "a Communication Services resource in a region",
      "communication:CommunicationService",
      { ...communicationService, location: "westeurope" },
      'location Communication Services resources are global, but the location is "westeurope"; say location: "global"',
    ],
    [
      "data in a place that is none",
      "communication:CommunicationService",
      { ...communicationService, dataLocation: "europe" },
      'dataLocation data cannot be kept in "europe"; allowed are Africa, Asia Pacific, Australia, Brazil, Canada, Europe, France, Germany, India, Japan, Korea, Norway, Switzerland, UAE, UK, United States, usgov',
    ],
    [
      "a storage account with capitals",
      "storage:StorageAccount",
      { ...storageAccount, accountName: "Contoso" },
      'accountName "Contoso" …; allowed are 3 to 24 lower-case letters or digits',
    ],
    [
      "a storage account without a SKU",
      "storage:StorageAccount",
      { ...storageAccount, sku: {} },
      "sku.name a storage account needs a SKU, such as Standard_LRS",
    ],
    [
      "a container in an account that is not there",
      "storage:BlobContainer",
      { ...inGroup, accountName: "nowhere", containerName: "undelivered" },
      `- there is no ${account.replace("contosodead", "nowhere")} to create the blob container "undelivered" in`,
    ],
    [
      "a queue with two hyphens in a row",
      "storage:Queue",
      { ...inGroup, accountName: "contosodead", queueName: "a--b" },
      'queueName "a--b" …; allowed are 3 to 63 lower-case letters, digits or single hyphens, with no hyphen at either end',
    ],
    [
      "a short namespace",
      "servicebus:Namespace",
      { ...namespace, namespaceName: "bus" },
      'namespaceName "bus" …; allowed are 6 to 50 letters, digits or hyphens, a letter first and a letter or digit at the end',
    ],
    [
      "a role assignment with a name of words",
      "authorization:RoleAssignment",
      { scope: account, principalId: somebody, roleDefinitionId, roleAssignmentName: "writer" },
      'roleAssignmentName "writer" …; allowed are GUIDs',
    ],
    [
      "a role by its name",
      "authorization:RoleAssignment",
      { scope: account, principalId: somebody, roleDefinitionId: "Contributor", roleAssignmentName: role },
      'roleDefinitionId "Contributor" is not the id of a role: /subscriptions/…/providers/Microsoft.Authorization/roleDefinitions/{GUID}',
    ],
    [
      "a role on nothing",
      "authorization:RoleAssignment",
      { scope: `${account}x`, principalId: somebody, roleDefinitionId, roleAssignmentName: role },
      `scope there is no resource ${account}x; it has to be there before`,
    ],
    [
      "logs that go nowhere",
      "monitor:DiagnosticSetting",
      { resourceUri: source, name: "logs" },
      "- a diagnostic setting needs one of workspaceId, storageAccountId, eventHubAuthorizationRuleId, serviceBusRuleId, marketplacePartnerId",
    ],
    [
      "logs that go to a workspace that is not there",
      "monitor:DiagnosticSetting",
      { resourceUri: source, name: "logs", workspaceId },
      `workspaceId there is no resource ${workspaceId}; it has to be there before`,
    ],
  ])("%s", (_, name, inputs, expected) => {
    const world = contosoWorld();
    // A resource that is there already is not in its own way.
    const refusals = refusalsOf(world, `azure-native:${name}`, inputs);
    const said = refusals.map(({ path, message }) => `${path ?? "-"} ${message}`);
    expect(said.map((one) => one.replace(/ is not .*(?=; allowed are )/, " …"))).toEqual([expected]);
  });

  test.each<[string, ResourceProperties, string]>([
    [
      "communication:CommunicationService",
      { ...communicationService, communicationServiceName: "CONTOSO-dev" },
      "Specified host name prefix is not available",
    ],
    ["storage:StorageAccount", storageAccount, "The storage account named contosodead is already taken."],
    [
      "servicebus:Namespace",
      { ...namespace, namespaceName: "contoso-hubs" },
      `the host name contoso-hubs.servicebus.windows.net is taken by ${group}/providers/Microsoft.EventHub/namespaces/contoso-hubs; namespaces of Service Bus and Event Hubs share one list of names, so choose another than "contoso-hubs"`,
    ],
  ])("a name that another resource group has taken: %s", (name, inputs, expected) => {
    const world = contosoWorld();
    put(world, "azure-native:eventhub:Namespace", { ...namespace, namespaceName: "contoso-hubs" });
    put(world, "azure-native:resources:ResourceGroup", { resourceGroupName: "second", location: "westeurope" });
    const refusals = refusalsOf(world, `azure-native:${name}`, { ...inputs, resourceGroupName: "second" });
    expect(refusals.map(({ message }) => message)).toEqual([expected]);
  });

  test("an identity that is called a user, as azure-native does by default", () => {
    const world = contosoWorld();
    const principalId = world.store.systemTopics()[0]?.principalId;
    const inputs = { scope: account, principalId, principalType: "User", roleDefinitionId, roleAssignmentName: role };
    expect(
      refusalsOf(world, "azure-native:authorization:RoleAssignment", inputs).map(({ message }) => message),
    ).toEqual([`"${principalId}" is the identity of ${topicId}, whose type is "ServicePrincipal", not "User"`]);
  });

  test("a role that is assigned already", () => {
    const world = contosoWorld();
    const inputs = { scope: account, principalId: somebody, principalType: "User", roleDefinitionId };
    const first = put(world, "azure-native:authorization:RoleAssignment", { ...inputs, roleAssignmentName: role });
    const second = { ...inputs, roleAssignmentName: role.replace("b", "c") };
    expect(
      refusalsOf(world, "azure-native:authorization:RoleAssignment", second).map(({ message }) => message),
    ).toEqual([`the principal has this role at this scope already, by ${first.id}`]);
  });
});

test("fills in what Azure fills in", () => {
  const world = contosoWorld();
  expect(world.store.get(source)?.outputs).toMatchObject({
    name: "contoso-dev",
    type: "Microsoft.Communication/communicationServices",
    hostName: "contoso-dev.europe.communication.azure.com",
    provisioningState: "Succeeded",
  });
  expect(world.store.get(account)?.outputs).toMatchObject({
    primaryEndpoints: { blob: "https://contosodead.blob.core.windows.net/" },
    primaryLocation: "westeurope",
  });
  expect(put(world, "azure-native:servicebus:Namespace", namespace).outputs).toMatchObject({
    serviceBusEndpoint: "https://contoso-bus.servicebus.windows.net:443/",
  });
  expect(
    put(world, "azure-native:eventhub:EventHub", { ...namespace, eventHubName: "h", partitionCount: 2 }).outputs,
  ).toMatchObject({ partitionIds: ["0", "1"] });
});

test("a type that is not known is taken as it is, under an id that says so", () => {
  const token = "azure-native:web:StaticSite";
  const type = resourceTypeOf(token);
  expect(isKnownType(token)).toBe(false);
  expect(refusalsOf(emptyWorld(), token, { anything: ["goes"] })).toEqual([]);
  const scope = `/subscriptions/${localSettings.subscriptionId}`;
  const { id } = type;
  expect(id({ resourceGroupName: "contoso", name: "site" }, emptyWorld(), "logical")).toBe(
    `${scope}/resourceGroups/contoso/providers/Unknown.web/staticSite/site`,
  );
  expect(id({}, emptyWorld(), "logical")).toBe(`${scope}/providers/Unknown.web/staticSite/logical`);
});
