import { actionGroup, metricAlert, queryAlert } from "./alert.ts";
import { communicationService } from "./communication-service.ts";
import { customTopic, domain, domainTopic, partnerTopic } from "./custom-topic.ts";
import { diagnosticSetting } from "./diagnostic-setting.ts";
import { eventHub, eventHubsNamespace } from "./event-hubs.ts";
import { eventSubscriptionTypes } from "./event-subscription.ts";
import { applicationInsights, appServicePlan, webApp, webAppFunction, webAppSettings } from "./function-app.ts";
import { logAnalyticsWorkspace } from "./log-analytics-workspace.ts";
import { resourceGroup } from "./resource-group.ts";
import type { ResourceType } from "./resource-type.ts";
import { roleAssignment } from "./role-assignment.ts";
import { serviceBusNamespace, serviceBusQueue, serviceBusTopic } from "./service-bus.ts";
import { blobContainer, storageAccount, storageQueue, storageTable } from "./storage.ts";
import { systemTopic } from "./system-topic.ts";
import { unknownType } from "./unknown-type.ts";

/** Every type that the local Azure knows. */
export const resourceTypes: readonly ResourceType[] = Object.freeze([
  resourceGroup,
  communicationService,
  systemTopic,
  customTopic,
  domain,
  domainTopic,
  partnerTopic,
  ...eventSubscriptionTypes,
  storageAccount,
  blobContainer,
  storageQueue,
  storageTable,
  roleAssignment,
  serviceBusNamespace,
  serviceBusQueue,
  serviceBusTopic,
  eventHubsNamespace,
  eventHub,
  logAnalyticsWorkspace,
  diagnosticSetting,
  appServicePlan,
  webApp,
  webAppSettings,
  webAppFunction,
  applicationInsights,
  actionGroup,
  metricAlert,
  queryAlert,
]);

const byToken = new Map(resourceTypes.map((type) => [type.token, type]));

/** The type with this token; one that is not known is taken as it is. */
export function resourceTypeOf(token: string): ResourceType {
  const found = byToken.get(token);
  if (found !== undefined) return found;
  const made = unknownType(token);
  byToken.set(token, made);
  return made;
}

export function isKnownType(token: string): boolean {
  return resourceTypes.some((type) => type.token === token);
}
