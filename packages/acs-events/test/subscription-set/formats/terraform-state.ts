import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { terraformResource } from "./sms-subscription.ts";

export const { type, values } = terraformResource;
const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
export const service = `${group}/providers/Microsoft.Communication/communicationServices/acs`;
export const topicId = `${group}/providers/Microsoft.EventGrid/systemTopics/acs-events`;
export const account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";

export const topic = {
  address: "azurerm_eventgrid_system_topic.acs",
  type: "azurerm_eventgrid_system_topic",
  values: {
    id: topicId,
    name: "acs-events",
    resource_group_name: "rg",
    location: "global",
    source_arm_resource_id: service,
    topic_type: "Microsoft.Communication.CommunicationServices",
    identity: [],
  },
};
export const resource = (own: object, address = `${type}.sms`) => ({
  address,
  type,
  values: own,
  sensitive_values: {},
});
export const state = (...resources: object[]) => ({ format_version: "1.0", values: { root_module: { resources } } });
export const read = (own: object) => readSubscriptionSet(state(resource({ ...values, ...own }))).subscriptions[0];
