import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { smsProperties } from "./sms-subscription.ts";

export const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
export const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
export const resource = (name: string, more: object = {}) => ({ type, name, properties: smsProperties, ...more });

export function namesIn(template: object): string[] {
  return readSubscriptionSet({ $schema, ...template }).subscriptions.map(({ name }) => name);
}
