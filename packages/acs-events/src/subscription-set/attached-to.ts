/**
 * What an event subscription hangs on: its system topic, or the scope of an extension subscription. A field that the
 * input does not say is absent and means unknown, with the exception of `identity`, where null means: known to have none.
 */
export interface AttachedTo {
  /** `Microsoft.EventGrid/systemTopics/eventSubscriptions`, or `Microsoft.EventGrid/eventSubscriptions` of any scope. */
  readonly kind: "system-topic" | "scope";
  /** The whole resource id of the topic or scope, in the case in which it was written. */
  readonly id?: string;
  /** The name of the topic or of the scope's resource, where the input says no whole id, or beside it. */
  readonly name?: string;
  readonly resourceGroup?: string;
  /**
   * How the input itself refers to it where the id is computed, for example `azurerm_eventgrid_system_topic.acs` or
   * `[parameters('topic')]`. Equal references in one input are one resource; in two inputs they need not be.
   */
  readonly reference?: string;
  /** The resource whose events come: of a topic its `source`, of an extension subscription its scope. */
  readonly source?: string;
  readonly topicType?: string;
  readonly location?: string;
  /** The topic's own identity, as Azure writes it; null where the topic is known to have none. */
  readonly identity?: Readonly<Record<string, unknown>> | null;
}

const topicPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.EventGrid\/systemTopics\/([^/]+)$/i;
const topicSubscriptionPattern =
  /^(.*\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+)\/eventSubscriptions\/[^/]+$/i;
const extensionPattern = /^(.*?)\/providers\/Microsoft\.EventGrid\/eventSubscriptions\/[^/]+$/i;
const childPattern = /^(.*)\/eventSubscriptions\/[^/]+$/i;

/** The system topic with this resource id, or the scope with it. */
export function attachedToResource(id: string): AttachedTo {
  const topic = topicPattern.exec(id);
  if (topic !== null) {
    const [, resourceGroup = "", name = ""] = topic;
    return Object.freeze({ kind: "system-topic", id, name, resourceGroup });
  }
  const [, resourceGroup] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  const isResource = /\/providers\//i.test(id);
  return Object.freeze({
    kind: "scope",
    id,
    ...(isResource ? { name: id.split("/").at(-1) ?? "" } : {}),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    source: id,
  });
}

/** What the subscription with this resource id hangs on; undefined where the text is not such an id. */
export function attachedToOfId(subscriptionId: unknown): AttachedTo | undefined {
  if (typeof subscriptionId !== "string" || !subscriptionId.startsWith("/")) return undefined;
  const parent = [topicSubscriptionPattern, extensionPattern, childPattern]
    .map((pattern) => pattern.exec(subscriptionId)?.[1])
    .find((one) => one !== undefined);
  return parent === undefined || parent === "" ? undefined : attachedToResource(parent);
}

/**
 * What Azure's JSON of a subscription says: its `id` keeps the case that was written; `topic` says the same in lower
 * case for an extension subscription, and stands alone where the id is cut off.
 */
export function attachedToOfJson(json: Readonly<Record<string, unknown>>): AttachedTo | undefined {
  const { id, topic, type } = json;
  const byId = attachedToOfId(id);
  if (byId !== undefined) return byId;
  if (typeof topic === "string" && topic.startsWith("/")) return attachedToResource(topic);
  if (typeof type === "string" && /^Microsoft\.EventGrid\/systemTopics\/eventSubscriptions$/i.test(type))
    return Object.freeze({ kind: "system-topic" });
  return undefined;
}

/**
 * Whether two subscriptions hang on one resource: undefined where the inputs do not say enough to tell. `sameInput`
 * says that both come from one input, so that references and names that are computed may be compared.
 */
export function isSameAttachment(
  a: AttachedTo | undefined,
  b: AttachedTo | undefined,
  { sameInput = false }: { readonly sameInput?: boolean } = {},
): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.id !== undefined && b.id !== undefined) return sameText(a.id, b.id);
  if (sameInput && a.reference !== undefined && b.reference !== undefined && a.reference === b.reference) return true;
  if (a.kind !== b.kind) return undefined;
  if (differs(a.name, b.name) || differs(a.resourceGroup, b.resourceGroup)) return false;
  const known = a.name !== undefined && b.name !== undefined;
  return known && a.resourceGroup !== undefined && b.resourceGroup !== undefined ? true : undefined;
}

/**
 * A text that is equal for two subscriptions of one input which hang on the same resource, for grouping; undefined where
 * the input does not say what a subscription hangs on.
 */
export function attachmentKey(attachedTo: AttachedTo | undefined): string | undefined {
  if (attachedTo === undefined) return undefined;
  const { kind, id, name, resourceGroup, reference } = attachedTo;
  if (id !== undefined) return id.toLowerCase();
  if (reference !== undefined) return reference;
  return name === undefined ? undefined : [kind, resourceGroup ?? "", name].join("/").toLowerCase();
}

/** Azure compares resource ids and names without case. */
function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function differs(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && !sameText(a, b);
}

const communicationService = /\/providers\/Microsoft\.Communication\/communicationServices\/[^/]+$/i;
const communicationTopicType = "microsoft.communication.communicationservices";

/**
 * Whether events of Communication Services can come to what the subscription hangs on: `true` and `false` only where
 * the source or the topic type is said, else undefined.
 */
export function isOfCommunicationServices(attachedTo: AttachedTo | undefined): boolean | undefined {
  if (attachedTo === undefined) return undefined;
  const { source, topicType } = attachedTo;
  if (source !== undefined) return communicationService.test(source);
  return topicType === undefined ? undefined : topicType.toLowerCase() === communicationTopicType;
}
