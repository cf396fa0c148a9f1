import { localSettings } from "../resources/azure.ts";
import { type ArmReply, errorAnswer, ok } from "./answer.ts";
import type { ArmPath } from "./path.ts";
import type { VersionedRequest } from "./request.ts";

/** Answers `/subscriptions` and `/subscriptions/{id}`, which clients ask before anything else. Any id is taken. */
export function subscriptionsAnswer({ scope, subscription }: ArmPath, { method, path }: VersionedRequest): ArmReply {
  const depth = scope.split("/").length - 1;
  const plural = scope.toLowerCase() === "/subscriptions";
  if (method === "GET" && plural) return ok({ value: [subscriptionJson(localSettings.subscriptionId)] });
  if (method === "GET" && depth === 2 && subscription !== undefined) return ok(subscriptionJson(subscription));
  return errorAnswer(404, "NotFound", `The local Azure does not answer ${method} of ${path}.`);
}

function subscriptionJson(subscriptionId: string): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: localSettings.tenantId,
    displayName: "Local Azure",
    state: "Enabled",
  };
}
