import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { armType, type IdStep } from "./arm-type.ts";
import type { World } from "./azure.ts";
import { sameId } from "./azure-id.ts";
import { missingRefusals } from "./existence.ts";
import { nameRules, takenBy } from "./name-rules.ts";
import { shown, text } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { Target } from "./resource-type.ts";
import { stableGuid } from "./stable-guid.ts";
import { tokens } from "./tokens.ts";

const apiVersion = "2025-05-01";
const namespace = "Microsoft.Web";
const site: IdStep = ["sites", "name"];

export const webAppToken = "azure-native:web:WebApp";

/** The plan of function apps; of its kinds the local Azure knows Flex Consumption (`FC1`) more closely. */
export const appServicePlan = armType({
  token: "azure-native:web:AppServicePlan",
  namespace,
  steps: [["serverfarms", "name"]],
  apiVersion,
  thing: "App Service plan",
  nameRule: nameRules.webApp,
  located: true,
  readOnly: ["numberOfSites", "numberOfWorkers", "provisioningState", "status", "subscription", "systemData"],
  refusals: (inputs) =>
    isFlex(inputs) && inputs["reserved"] !== true
      ? [refusal("flex-needs-linux", "reserved", "Flex Consumption runs on Linux only; say reserved: true")]
      : [],
  outputs: () => ({ numberOfSites: 0, provisioningState: "Succeeded", status: "Ready" }),
});

function isFlex({ sku }: ResourceProperties): boolean {
  return jsonObject(sku)?.["name"] === "FC1";
}

/** A function app or web app. Its name is the first label of a host name. */
export const webApp = armType({
  token: webAppToken,
  namespace,
  steps: [site],
  apiVersion,
  thing: "web app",
  nameRule: nameRules.webApp,
  located: true,
  readOnly: [
    "availabilityState",
    "defaultHostName",
    "enabledHostNames",
    "hostNames",
    "hostNameSslStates",
    "lastModifiedTimeUtc",
    "outboundIpAddresses",
    "repositorySiteName",
    "state",
    "usageState",
    "identity.principalId",
    "identity.tenantId",
  ],
  refusals(inputs, world, target) {
    const planId = text(inputs["serverFarmId"]);
    const plan = planId === undefined ? undefined : world.store.get(planId);
    return [
      ...(takenBy(target.name, [webAppToken], target.id, world) === undefined
        ? []
        : [refusal("name-taken", "name", `the host name ${target.name}.azurewebsites.net is taken; choose another`)]),
      ...(planId === undefined ? [] : missingRefusals("serverFarmId", "App Service plan", planId, world)),
      ...(plan !== undefined && isFlex(plan.inputs) ? flexRefusals(inputs, plan.id, world, target) : []),
    ];
  },
  outputs(_, __, { name }) {
    const hosts = [`${name}.azurewebsites.net`, `${name}.scm.azurewebsites.net`] as const;
    return {
      availabilityState: "Normal",
      defaultHostName: hosts[0],
      enabledHostNames: [...hosts],
      hostNames: [hosts[0]],
      hostNameSslStates: [
        { name: hosts[0], hostType: "Standard", sslState: "Disabled" },
        { name: hosts[1], hostType: "Repository", sslState: "Disabled" },
      ],
      state: "Running",
      usageState: "Normal",
    };
  },
});

/**
 * What of `siteConfig` Flex Consumption refuses, as users have reported it: azure-pipelines-tasks#21032,
 * pulumi-azure-native#4168, terraform-azurerm-avm-res-web-site#283, azure-functions-host#10643.
 */
const refusedOnFlex = [
  "netFrameworkVersion",
  "linuxFxVersion",
  "ftpsState",
  "use32BitWorkerProcess",
  "preWarmedInstanceCount",
  "functionsRuntimeScaleMonitoringEnabled",
  "functionAppScaleLimit",
];

function flexRefusals(inputs: ResourceProperties, planId: string, world: World, { id }: Target): readonly Refusal[] {
  const config = jsonObject(inputs["functionAppConfig"]);
  const siteConfig = jsonObject(inputs["siteConfig"]) ?? {};
  const other = world.store
    .ofToken(webAppToken)
    .find((one) => !sameId(one.id, id) && sameId(String(one.inputs["serverFarmId"] ?? ""), planId));
  return [
    ...(other === undefined
      ? []
      : [refusal("plan-full", "serverFarmId", `a plan FC1 has one app, and it has ${other.id}`)]),
    ...refusedOnFlex.flatMap((name) =>
      siteConfig[name] === undefined || siteConfig[name] === null
        ? []
        : [refusal("not-on-flex", `siteConfig.${name}`, `Flex Consumption does not take ${name}; omit it`)],
    ),
    // Azure/bicep-registry-modules#3389
    ...(config === undefined
      ? [refusal("no-function-app-config", "functionAppConfig", "an app on Flex Consumption needs functionAppConfig")]
      : [...deploymentRefusals(config, world), ...scaleRefusals(config)]),
  ];
}

function deploymentRefusals(config: ResourceProperties, world: World): readonly Refusal[] {
  const path = "functionAppConfig.deployment.storage";
  const storage = jsonObject(jsonObject(config["deployment"])?.["storage"]);
  const value = text(storage?.["value"]) ?? "";
  const [, account, container] = /^https:\/\/([^./]+)\.blob\.[^/]+\/([^/]+)$/.exec(value) ?? [];
  if (storage?.["type"] !== "blobContainer" || account === undefined || container === undefined) {
    const message = `${shown(value)} is not the URL of a blob container: https://<account>.blob.core.windows.net/<container>`;
    return [refusal("no-deployment-container", `${path}.value`, message)];
  }
  const found = world.store
    .ofToken(tokens.blobContainer)
    .some(({ inputs }) => inputs["accountName"] === account && inputs["containerName"] === container);
  const known = world.store.ofToken(tokens.storageAccount).some(({ id }) => id.endsWith(`/${account}`));
  if (found || !known) return [];
  return [
    refusal("no-deployment-container", `${path}.value`, `there is no container ${value}; it has to be there before`),
  ];
}

function scaleRefusals(config: ResourceProperties): readonly Refusal[] {
  const scale = jsonObject(config["scaleAndConcurrency"]) ?? {};
  const path = "functionAppConfig.scaleAndConcurrency";
  const [memory, most] = [scale["instanceMemoryMB"] ?? 2048, scale["maximumInstanceCount"] ?? 100];
  return [
    ...([512, 2048, 4096].includes(Number(memory))
      ? []
      : [refusal("out-of-range", `${path}.instanceMemoryMB`, `${shown(memory)} is none of 512, 2048, 4096`)]),
    ...(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= 1000
      ? []
      : [
          refusal(
            "out-of-range",
            `${path}.maximumInstanceCount`,
            `${shown(most)} is not a whole number from 1 to 1000`,
          ),
        ]),
  ];
}

/** The settings of an app, all of them at once: what is not sent is gone. */
export const webAppSettings = armType({
  token: "azure-native:web:WebAppApplicationSettings",
  namespace,
  steps: [site, ["config", "=", "appsettings"]],
  apiVersion,
  thing: "settings of the app",
});

/** A function that a package has brought; the local Azure has those that were put there by hand. */
export const webAppFunction = armType({
  token: "azure-native:web:WebAppFunction",
  namespace,
  steps: [site, ["functions", "functionName"]],
  apiVersion,
  thing: "function",
});

/** Where traces and metrics of an app go. */
export const applicationInsights = armType({
  token: "azure-native:applicationinsights:Component",
  namespace: "Microsoft.Insights",
  steps: [["components", "resourceName"]],
  apiVersion: "2020-02-02",
  thing: "Application Insights component",
  located: true,
  required: ["kind", "applicationType"],
  readOnly: [
    "appId",
    "applicationId",
    "connectionString",
    "creationDate",
    "instrumentationKey",
    "provisioningState",
    "tenantId",
  ],
  refusals(inputs, world) {
    const workspace = text(inputs["workspaceResourceId"]);
    return workspace === undefined ? [] : missingRefusals("workspaceResourceId", "workspace", workspace, world);
  },
  outputs(inputs, world, { id, name }) {
    const key = stableGuid("instrumentation key", id);
    const appId = stableGuid("application", id);
    return {
      appId,
      applicationId: name,
      connectionString: `InstrumentationKey=${key};IngestionEndpoint=https://${String(inputs["location"])}-0.in.applicationinsights.azure.com/;ApplicationId=${appId}`,
      instrumentationKey: key,
      provisioningState: "Succeeded",
      tenantId: world.settings.tenantId,
    };
  },
});
