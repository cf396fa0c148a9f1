import { listed } from "../../filter-rules/wording.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import { type FindingDefinitions, finding } from "../../filters/finding-definitions.ts";
import { shareEventTypes } from "../../filters/listed-event-types.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { type AttachedTo, attachmentKeys, isOfCommunicationServices, sourceTypeOf } from "../attached-to.ts";
import type { Properties, SubscriptionFinding, SubscriptionRecord } from "../subscription-record.ts";

export const topicFindings = {
  "topic-not-global": {
    level: "error",
    says: "The system topic of a Communication Services resource is not in `global`. Communication Services is a global source, and its topic has no region.",
    todo: 'Set the topic\'s location to "global".',
  },
  "topic-type-differs": {
    level: "error",
    says: "The topic type does not fit the source: a Communication Services resource with another topic type, or this topic type with another source.",
    todo: "Use the topic type `Microsoft.Communication.CommunicationServices` with a Communication Services resource as the source.",
  },
  "topic-second-on-source": {
    level: "error",
    azure: "refuses",
    says: "Two system topics have one source. Azure answers that only one system topic is allowed per source.",
    todo: "Put the subscriptions on one topic.",
  },
  "identity-not-on-topic": {
    level: "error",
    says: "The subscription delivers, or keeps undelivered events, by an identity that its system topic does not have.",
    todo: "Give the identity to the topic: SystemAssigned, or the id of the user-assigned one.",
  },
  "extension-beside-topic": {
    level: "warning",
    says: "One subscription is attached to the Communication Services resource itself, another to its system topic, with the same destination. Events that match both arrive twice.",
    todo: "Keep the one of the system topic.",
  },
} as const satisfies FindingDefinitions;

/** What can be said of the topics that subscriptions belong to, as far as the input says what these are. */
export function checkTopics(subscriptions: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  const topics = new Map<string, AttachedTo>();
  const keyOf = attachmentKeys(subscriptions.map(({ attachedTo }) => attachedTo));
  for (const { attachedTo } of subscriptions) {
    const key = keyOf(attachedTo);
    // What says more of a topic is not replaced by what says its name alone.
    if (attachedTo?.kind === "system-topic" && key !== undefined && (attachedTo.id !== undefined || !topics.has(key)))
      topics.set(key, attachedTo);
  }
  return [
    ...[...topics.values()].flatMap(checkTopic),
    ...secondTopics([...topics.values()]),
    ...subscriptions.flatMap(identities),
    ...besideTopics(subscriptions),
  ];
}

function checkTopic(topic: AttachedTo): SubscriptionFinding[] {
  const { location, topicType } = topic;
  const found: SubscriptionFinding[] = [];
  if (location !== undefined && location.toLowerCase() !== "global" && isOfCommunicationServices(topic) === true) {
    const message = `The location of ${topicInWords(topic)} is ${shown(location)}. Communication Services is a global source: set it to "global".`;
    found.push(said("", "topic-not-global", { message, path: "location", value: location, fix: "global" }));
  }
  const type = sourceTypeOf(topic);
  if (topicType === undefined || type === undefined) return found;
  const isOurs = type.toLowerCase() === "microsoft.communication/communicationservices";
  if (isOurs !== (topicType.toLowerCase() === "microsoft.communication.communicationservices")) {
    const message = `The topic type of ${topicInWords(topic)} is ${shown(topicType)}, and its source is a resource of type ${shown(type)}. Communication Services has the topic type "Microsoft.Communication.CommunicationServices".`;
    found.push(said("", "topic-type-differs", { message, path: "topicType", value: topicType }));
  }
  return found;
}

/** A module's README quotes the answer: "Only one system topic is allowed per source." */
function secondTopics(topics: readonly AttachedTo[]): SubscriptionFinding[] {
  const first = new Map<string, AttachedTo>();
  return topics.flatMap((topic): SubscriptionFinding[] => {
    if (topic.source === undefined) return [];
    const source = topic.source.toLowerCase();
    const other = first.get(source);
    if (other === undefined) {
      first.set(source, topic);
      return [];
    }
    const message = `${shown(lastName(topic.source))} has two system topics, ${nameOf(other)} and ${nameOf(topic)}. Azure refuses the second: "Only one system topic is allowed per source." Put the subscriptions on one topic.`;
    return [said("", "topic-second-on-source", { message, path: "source", value: topic.source })];
  });
}

/** "The identity must be enabled on the system topic" (Azure docs, managed-service-identity). */
function identities({
  name,
  attachedTo,
  deliveryIdentity,
  deadLetterIdentity,
}: SubscriptionRecord): SubscriptionFinding[] {
  const has = attachedTo?.kind === "system-topic" ? attachedTo.identity : undefined;
  if (attachedTo === undefined || has === undefined) return [];
  return (
    [
      ["deliveryWithResourceIdentity", deliveryIdentity, "delivers"],
      ["deadLetterWithResourceIdentity", deadLetterIdentity, "keeps undelivered events"],
    ] as const
  ).flatMap(([path, wanted, does]): SubscriptionFinding[] => {
    if (wanted === null || holds(has, wanted)) return [];
    const own = wanted["userAssignedIdentity"];
    const which =
      typeof own === "string"
        ? `the user-assigned identity ${shown(own)}`
        : "the topic's own identity (SystemAssigned)";
    const message = `It ${does} by ${which}, which ${topicInWords(attachedTo)} does not have: its identity is ${identityInWords(has)}. Give the identity to the topic.`;
    return [said(name, "identity-not-on-topic", { message, path: `${path}.identity`, value: wanted })];
  });
}

/** Whether a topic has the identity that a subscription asks for; what is hidden may be anything. */
function holds(has: Properties | null, wanted: Properties): boolean {
  const { type, userAssignedIdentity: id } = wanted;
  const types = String(has?.["type"] ?? "None").toLowerCase();
  if (type === "SystemAssigned") return types.includes("systemassigned");
  if (type !== "UserAssigned" || typeof id !== "string" || id.startsWith("[")) return true;
  return assigned(has).some((one) => one.toLowerCase() === id.toLowerCase());
}

function assigned(identity: Properties | null): readonly string[] {
  const ids = identity?.["userAssignedIdentities"];
  return isJsonObject(ids) ? Object.keys(ids) : [];
}

function identityInWords(identity: Properties | null): string {
  const ids = assigned(identity);
  const type = String(identity?.["type"] ?? "None");
  return ids.length === 0
    ? type
    : `${type} (${listed(
        ids.map((id) => shown(lastName(id))),
        3,
      )})`;
}

/** The same event to the same place, once by the source's own topic that Azure keeps hidden, once by the declared one. */
function besideTopics(subscriptions: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  const bySource = Map.groupBy(
    subscriptions.filter(({ attachedTo, destination }) => attachedTo?.source !== undefined && destination !== null),
    ({ attachedTo, destination }) => JSON.stringify([attachedTo?.source?.toLowerCase(), destination]),
  );
  return [...bySource.values()].flatMap((together) => {
    const ofTopic = together.filter(({ attachedTo }) => attachedTo?.kind === "system-topic");
    const extensions = together.filter(({ attachedTo }) => attachedTo?.kind === "scope");
    return extensions.flatMap((one): SubscriptionFinding[] => {
      const twin = ofTopic.find(({ filter }) => shareEventTypes(one.filter, filter));
      if (twin === undefined || isOfCommunicationServices(one.attachedTo) !== true) return [];
      const message = `It is attached to the Communication Services resource itself, and ${shown(twin.name)} to the resource's system topic, with the same destination. Events that match both arrive twice. Keep the one of the system topic.`;
      return [said(one.name, "extension-beside-topic", { message, path: "", value: twin.name })];
    });
  });
}

function topicInWords(topic: AttachedTo): string {
  return `the system topic ${nameOf(topic)}`;
}

function nameOf({ name, id, reference }: AttachedTo): string {
  return shown(name ?? id ?? reference ?? "");
}

/** The resource's own name in its id, which is too long to be read. */
function lastName(id: string): string {
  return id.split("/").at(-1) ?? id;
}

function said(
  subscription: string,
  id: keyof typeof topicFindings,
  details: Parameters<typeof finding>[2],
): SubscriptionFinding {
  return { subscription, ...finding(topicFindings, id, details) };
}
