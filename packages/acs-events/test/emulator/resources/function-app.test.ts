import { describe, expect, test } from "vitest";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { account, contosoWorld, group, put, refusalsOf } from "../local-world.ts";

const inGroup = { resourceGroupName: "contoso", location: "westeurope" };
const planId = `${group}/providers/Microsoft.Web/serverfarms/handlers`;
const plan: ResourceProperties = {
  ...inGroup,
  name: "handlers",
  reserved: true,
  sku: { name: "FC1", tier: "FlexConsumption" },
};
const functionAppConfig = {
  deployment: {
    storage: {
      type: "blobContainer",
      value: "https://contosodead.blob.core.windows.net/undelivered",
      authentication: { type: "SystemAssignedIdentity" },
    },
  },
  runtime: { name: "node", version: "22" },
  scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: 100 },
};
const app: ResourceProperties = {
  ...inGroup,
  name: "contoso-handlers",
  kind: "functionapp,linux",
  serverFarmId: planId,
  functionAppConfig,
  identity: { type: "SystemAssigned" },
};

const withPlan = () => {
  const world = contosoWorld();
  put(world, "azure-native:web:AppServicePlan", plan);
  return world;
};
const refused = (inputs: ResourceProperties, world = withPlan()) =>
  refusalsOf(world, "azure-native:web:WebApp", inputs).map(({ path, message }) => `${path}: ${message}`);

test("an app on Flex Consumption is taken, with its hosts and its identity", () => {
  const world = withPlan();
  expect(refused(app, world)).toEqual([]);
  const { outputs } = put(world, "azure-native:web:WebApp", app);
  expect(outputs).toMatchObject({
    defaultHostName: "contoso-handlers.azurewebsites.net",
    identity: { principalId: expect.any(String) },
    hostNameSslStates: expect.arrayContaining([
      { name: "contoso-handlers.scm.azurewebsites.net", hostType: "Repository", sslState: "Disabled" },
    ]),
  });
});

describe("Flex Consumption refuses", () => {
  test.each<[string, ResourceProperties, string]>([
    [
      "what azure-native adds to siteConfig by itself",
      { siteConfig: { http20Enabled: true, localMySqlEnabled: false, netFrameworkVersion: "v4.6" } },
      "siteConfig.netFrameworkVersion: Flex Consumption does not take netFrameworkVersion; omit it",
    ],
    [
      "an app without functionAppConfig",
      { functionAppConfig: undefined },
      "functionAppConfig: an app on Flex Consumption",
    ],
    [
      "a container that is not there",
      {
        functionAppConfig: {
          ...functionAppConfig,
          deployment: {
            storage: { type: "blobContainer", value: "https://contosodead.blob.core.windows.net/packages" },
          },
        },
      },
      "functionAppConfig.deployment.storage.value: there is no container https://contosodead.blob.core.windows.net/packages",
    ],
    [
      "two slashes in the container's URL",
      {
        functionAppConfig: {
          ...functionAppConfig,
          deployment: {
            storage: { type: "blobContainer", value: "https://contosodead.blob.core.windows.net//undelivered" },
          },
        },
      },
      'functionAppConfig.deployment.storage.value: "https://contosodead.blob.core.windows.net//undelivered" is not the URL',
    ],
    [
      "another size of memory",
      { functionAppConfig: { ...functionAppConfig, scaleAndConcurrency: { instanceMemoryMB: 1024 } } },
      "functionAppConfig.scaleAndConcurrency.instanceMemoryMB: 1024 is none of 512, 2048, 4096",
    ],
    [
      "no instances at all",
      { functionAppConfig: { ...functionAppConfig, scaleAndConcurrency: { maximumInstanceCount: 0 } } },
      "functionAppConfig.scaleAndConcurrency.maximumInstanceCount: 0 ",
    ],
    [
      "a plan that is not there",
      { serverFarmId: `${planId}x` },
      `serverFarmId: there is no App Service plan ${planId}x`,
    ],
  ])("%s", (_, changes, expected) => {
    expect(refused({ ...app, ...changes })[0]).toContain(expected);
  });

  test("a second app on the plan", () => {
    const world = withPlan();
    put(world, "azure-native:web:WebApp", app);
    expect(refused({ ...app, name: "second" }, world)).toEqual([expect.stringContaining("a plan FC1 has one app")]);
  });

  test("Windows", () => {
    const refusals = refusalsOf(contosoWorld(), "azure-native:web:AppServicePlan", { ...plan, reserved: false });
    expect(refusals.map(({ path }) => path)).toEqual(["reserved"]);
  });
});

describe("alert rules", () => {
  const rule: ResourceProperties = {
    resourceGroupName: "contoso",
    ruleName: "dead letters",
    location: "global",
    enabled: true,
    evaluationFrequency: "PT5M",
    windowSize: "PT5M",
    severity: 2,
    scopes: [account],
    criteria: { allOf: [{ metricName: "DeadLetteredCount" }] },
  };
  test.each<[ResourceProperties, string | undefined]>([
    [{}, undefined],
    [{ scopes: [`${account}/queueServices/default`] }, undefined],
    [{ location: "westeurope" }, "location"],
    [{ severity: 5 }, "severity"],
    [{ scopes: [] }, "scopes"],
    [{ scopes: [`${account}x`] }, "scopes"],
    [{ criteria: { allOf: [] } }, "criteria.allOf"],
    [{ actions: [{ actionGroupId: `${group}/providers/Microsoft.Insights/actionGroups/nobody` }] }, "actions"],
  ])("%j", (changes, path) => {
    const refusals = refusalsOf(contosoWorld(), "azure-native:monitor:MetricAlert", { ...rule, ...changes });
    expect(refusals.map((one) => one.path)).toEqual(path === undefined ? [] : [path]);
  });
});
