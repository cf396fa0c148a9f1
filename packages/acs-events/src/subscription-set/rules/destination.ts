import { didYouMeanInWords, listed } from "../../filter-rules/wording.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import type { Properties, SubscriptionRecord } from "../subscription-record.ts";
import {
  type DestinationKind,
  destinationKinds,
  endpointTypes,
  isEndpointType,
  isResourceOf,
} from "./destination-kinds.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "destination-missing": {
    level: "error",
    azure: "refuses",
    says: "Nothing says where the events go.",
    todo: "Give the subscription a destination.",
  },
  "destination-type-unknown": {
    level: "error",
    azure: "refuses",
    says: "The kind of destination is none that Azure has for Communication Services. MonitorAlert exists for Key Vault only.",
    todo: "Use one of the kinds that the finding lists.",
  },
  "destination-field-missing": {
    level: "error",
    azure: "refuses",
    says: "A destination of this kind needs a property that is not there.",
    todo: "Add it.",
  },
  "destination-resource-wrong": {
    level: "error",
    azure: "refuses",
    says: "The resource id is not that of a resource of the destination's kind. For a storage queue it is the storage account's, with the queue's name beside it.",
    todo: "Give the id in the form that the finding shows.",
  },
  "queue-name-invalid": {
    level: "error",
    azure: "refuses",
    says: "The name of a storage queue has 3 to 63 lower-case letters, digits and inner hyphens.",
    todo: "Give the name of a queue that exists.",
  },
  "queue-time-to-live-invalid": {
    level: "error",
    azure: "refuses",
    says: "queueMessageTimeToLiveInSeconds is more than 0, or -1 for messages that stay for good.",
    todo: "Give such a number, or omit it for 7 days.",
  },
  "identity-not-for-kind": {
    level: "warning",
    says: "An identity is to deliver to a kind of destination that the documentation of identities does not list (webhooks, functions and hybrid connections).",
    todo: "Take the identity out; a webhook is protected with Entra ID or a secret.",
  },
  "identity-incomplete": {
    level: "error",
    azure: "refuses",
    says: "The identity says neither SystemAssigned nor UserAssigned with the id of one.",
    todo: 'Write `{"type": "SystemAssigned"}`, or name the identity under userAssignedIdentity; the system topic has to have it too.',
  },
} as const;

/** Where the events go (REST specification 2025-02-15; Azure docs, event-handlers and managed-service-identity). */
export const destinationRule: CheckRule = {
  findings,
  check: (subscription) => {
    const { destination } = subscription;
    if (subscription.filterOnly) return [];
    const identity = identityProblems(subscription);
    if (destination === null) return [...identity, ...missing(subscription)];
    const type = destination["endpointType"];
    if (typeof type === "string" && isHiddenText(type)) return identity;
    if (typeof type !== "string" || !isEndpointType(type)) return [...identity, unknownType(type)];
    return [...identity, ...checkFields(destination, type, destinationKinds[type], subscription.pending === true)];
  },
};

function missing({ hidden }: SubscriptionRecord): Finding[] {
  if (hidden.some(({ path }) => path === "destination" || path === "deliveryWithResourceIdentity")) return [];
  const message = `Nothing says where the events go. Give a destination, for example {"endpointType": "StorageQueue", "resourceId": "/subscriptions/…/storageAccounts/…", "queueName": "…"}.`;
  return [finding(findings, "destination-missing", { message, path: "destination", value: null })];
}

function unknownType(type: unknown): Finding {
  const at = { path: "destination.endpointType", value: type };
  if (type === "MonitorAlert") {
    const message = `MonitorAlert takes events of Key Vault only, not of Communication Services. There are ${listed(endpointTypes, 9)}.`;
    return finding(findings, "destination-type-unknown", { message, ...at });
  }
  const fix = typeof type === "string" ? didYouMean(type, endpointTypes) : undefined;
  const what =
    type === undefined || type === null
      ? "The destination has no endpointType"
      : `${shown(type)} is not a kind of destination`;
  const message = `${what}; there are ${listed(endpointTypes, 9)}.${didYouMeanInWords(fix)}`;
  return finding(findings, "destination-type-unknown", { message, ...at, ...(fix === undefined ? {} : { fix }) });
}

function checkFields(destination: Properties, type: string, kind: DestinationKind, pending: boolean): Finding[] {
  // A plan's destination that the program makes has no id yet; one that is pending has no address.
  const created = destination["created"] === true;
  const found: Finding[] = [];
  for (const names of kind.required) {
    const there = names.some((name) => typeof destination[name] === "string" && destination[name] !== "");
    if (there || pending || (created && !names.includes("queueName"))) continue;
    const portal = type === "WebHook" ? " The portal omits it from the templates that it exports." : "";
    const message = `A destination of kind ${type} needs ${names[0]}.${portal}`;
    found.push(finding(findings, "destination-field-missing", { message, path: `destination.${names[0]}` }));
  }
  const id = destination["resourceId"];
  if (
    typeof id === "string" &&
    id !== "" &&
    kind.resource !== undefined &&
    !isHiddenText(id) &&
    !isResourceOf(kind.resource, id)
  ) {
    const message = `${shown(id)} is not an id for a destination of kind ${type}; it looks like /subscriptions/…/resourceGroups/…/providers/${kind.resource}.`;
    const storage = type === "StorageQueue" ? /^(.*\/storageAccounts\/[^/]+)\//i.exec(id)?.[1] : undefined;
    const at = { path: "destination.resourceId", value: id, ...(storage === undefined ? {} : { fix: storage }) };
    found.push(finding(findings, "destination-resource-wrong", { message, ...at }));
  }
  return type === "StorageQueue" ? [...found, ...checkQueue(destination)] : found;
}

function checkQueue(destination: Properties): Finding[] {
  const found: Finding[] = [];
  const { queueName: name, queueMessageTimeToLiveInSeconds: seconds } = destination;
  if (
    typeof name === "string" &&
    name !== "" &&
    !isHiddenText(name) &&
    !/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
  ) {
    const message = `${shown(name)} is not a name of a storage queue: 3 to 63 lower-case letters, digits and inner hyphens.`;
    found.push(finding(findings, "queue-name-invalid", { message, path: "destination.queueName", value: name }));
  }
  const fits = typeof seconds === "number" && Number.isInteger(seconds) && (seconds > 0 || seconds === -1);
  if (seconds !== undefined && seconds !== null && !fits && !(typeof seconds === "string" && isHiddenText(seconds))) {
    const message = `queueMessageTimeToLiveInSeconds is ${shown(seconds)}; it is a whole number more than 0, or -1 for messages that stay for good.`;
    const at = { path: "destination.queueMessageTimeToLiveInSeconds", value: seconds };
    found.push(finding(findings, "queue-time-to-live-invalid", { message, ...at }));
  }
  return found;
}

function identityProblems({ deliveryIdentity, deadLetterIdentity, destination }: SubscriptionRecord): Finding[] {
  const found: Finding[] = [];
  for (const [name, identity] of [
    ["deliveryWithResourceIdentity", deliveryIdentity],
    ["deadLetterWithResourceIdentity", deadLetterIdentity],
  ] as const) {
    if (identity === null || isComplete(identity)) continue;
    const message = `The identity in ${name} is neither SystemAssigned nor UserAssigned with the id of one under userAssignedIdentity.`;
    found.push(finding(findings, "identity-incomplete", { message, path: `${name}.identity`, value: identity }));
  }
  const type = destination?.["endpointType"];
  if (
    deliveryIdentity !== null &&
    typeof type === "string" &&
    isEndpointType(type) &&
    !destinationKinds[type].identity
  ) {
    const message = `An identity is to deliver to ${type}, which the documentation of identities does not list. Take it out; protect a webhook with Entra ID or a secret.`;
    const at = { path: "deliveryWithResourceIdentity.identity", value: deliveryIdentity };
    found.push(finding(findings, "identity-not-for-kind", { message, ...at }));
  }
  return found;
}

function isComplete({ type, userAssignedIdentity }: Properties): boolean {
  if (typeof type === "string" && isHiddenText(type)) return true;
  return type === "SystemAssigned" || (type === "UserAssigned" && typeof userAssignedIdentity === "string");
}
