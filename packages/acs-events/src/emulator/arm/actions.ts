import { isEventSubscriptionToken } from "../event-subscription-resource.ts";
import { nameOf } from "../resources/azure-id.ts";
import { customTopicToken } from "../resources/custom-topic.ts";
import { destinationOf, publicHeaders } from "../resources/event-subscription-outputs.ts";
import { communicationKeys, topicKeys } from "../resources/keys.ts";
import { text } from "../resources/property.ts";
import { refusal } from "../resources/refusal.ts";
import { tokens } from "../resources/tokens.ts";
import type { StoredResource } from "../stored-resource.ts";
import { type ArmReply, ok, refusedAnswer } from "./answer.ts";
import { nestedHeader } from "./event-subscription-json.ts";

/** Answers POST: what can be asked of a resource beside what it says. Undefined for an action that it does not have. */
export function action(name: string, resource: StoredResource): ArmReply | undefined {
  const wanted = name.toLowerCase();
  if (isEventSubscriptionToken(resource.token)) {
    if (wanted === "getfullurl") return fullUrl(resource);
    if (wanted !== "getdeliveryattributes") return undefined;
    return ok({ value: publicHeaders(resource.inputs)?.map(nestedHeader) ?? null });
  }
  if (wanted !== "listkeys") return undefined;
  if (resource.token === tokens.communicationService) return ok(communicationKeys(resource));
  return resource.token === customTopicToken ? ok(topicKeys(resource)) : undefined;
}

function fullUrl({ id, inputs }: StoredResource): ArmReply {
  const url = text(destinationOf(inputs)["endpointUrl"]);
  if (url !== undefined) return ok({ endpointUrl: url });
  const message = `"${nameOf(id)}" does not deliver to a webhook, so it has no URL`;
  return refusedAnswer([refusal("no-webhook", undefined, message)]);
}
