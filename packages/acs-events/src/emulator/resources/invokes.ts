import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf, resourceGroupIdOf } from "./azure-id.ts";
import { communicationService } from "./communication-service.ts";
import { customTopic } from "./custom-topic.ts";
import { eventSubscription } from "./event-subscription.ts";
import { destinationOf, publicHeaders } from "./event-subscription-outputs.ts";
import { communicationKeys, localKey, topicKeys } from "./keys.ts";
import { text } from "./property.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { ResourceType } from "./resource-type.ts";
import { resourceTypes } from "./resource-types.ts";
import { stableGuid } from "./stable-guid.ts";
import { storageAccount } from "./storage.ts";

export type InvokeAnswer =
  | { readonly ok: true; readonly value: ResourceProperties }
  | { readonly ok: false; readonly refusal: Refusal };

type Invoke = (inputs: ResourceProperties, world: World) => InvokeAnswer;

const invokes: Readonly<Record<string, Invoke>> = {
  "azure-native:authorization:getClientConfig": (_, { settings }) =>
    answer({
      subscriptionId: settings.subscriptionId,
      tenantId: settings.tenantId,
      clientId: stableGuid("client", settings.subscriptionId),
      objectId: stableGuid("object", settings.subscriptionId),
    }),
  "azure-native:communication:listCommunicationServiceKeys": of(communicationService, (resource) =>
    answer(communicationKeys(resource)),
  ),
  "azure-native:storage:listStorageAccountKeys": of(storageAccount, ({ id }) =>
    answer({
      keys: ["key1", "key2"].map((keyName) => ({ keyName, permissions: "FULL", value: localKey(id, keyName) })),
    }),
  ),
  "azure-native:eventgrid:getSystemTopicEventSubscriptionFullUrl": of(eventSubscription, ({ id, inputs }) => {
    const url = text(destinationOf(inputs)["endpointUrl"]);
    if (url !== undefined) return answer({ endpointUrl: url });
    return no(refusal("no-webhook", undefined, `"${nameOf(id)}" does not deliver to a webhook, so it has no URL`));
  }),
  "azure-native:eventgrid:getSystemTopicEventSubscriptionDeliveryAttributes": of(eventSubscription, ({ inputs }) =>
    answer({ value: publicHeaders(inputs) }),
  ),
  "azure-native:eventgrid:listTopicSharedAccessKeys": of(customTopic, (resource) => answer(topicKeys(resource))),
  ...Object.fromEntries(resourceTypes.flatMap((type) => getterOf(type))),
};

/**
 * Answers a function of azure-native, such as `azure-native:eventgrid:getSystemTopic`; undefined for one that the local
 * Azure does not know.
 */
export function invoke(token: string, inputs: ResourceProperties, world: World): InvokeAnswer | undefined {
  return Object.hasOwn(invokes, token) ? invokes[token]?.(inputs, world) : undefined;
}

/** `getSystemTopic` for `SystemTopic`: takes what the id is made of, answers what a read does. */
function getterOf(type: ResourceType): readonly (readonly [string, Invoke])[] {
  const token = type.token.replace(/:([A-Za-z]+)$/, ":get$1");
  return [[token, of(type, ({ id, outputs }) => answer({ id, ...outputs }))]];
}

/** An invoke about one resource, which has to be there. */
function of(type: ResourceType, about: (resource: StoredResource) => InvokeAnswer): Invoke {
  return (inputs, world) => {
    const id = type.id(inputs, world, "");
    const found = world.store.get(id);
    if (found !== undefined) return about(found);
    const group = nameOf(resourceGroupIdOf(id) ?? "");
    const path = `${type.azureType}/${nameOf(id)}`;
    // Azure/azure-cli#12796
    const message = `The Resource '${path}' under resource group '${group}' was not found.`;
    return no(citedRefusal("not-found", "", "ResourceNotFound", message));
  };
}

function answer(value: ResourceProperties): InvokeAnswer {
  return { ok: true, value };
}

function no(reason: Refusal): InvokeAnswer {
  return { ok: false, refusal: reason };
}
