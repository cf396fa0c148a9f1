/**
 * What an event subscription belongs to: its system topic, or the scope of an extension subscription. A field that the
 * input does not say is absent and means unknown, with the exception of `identity`, where null means: known to have
 * none.
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
  /** The type of that resource, `Microsoft.Communication/communicationServices`, where its id is not known. */
  readonly sourceType?: string;
  readonly topicType?: string;
  readonly location?: string;
  /** The topic's own identity, as Azure writes it; null where the topic is known to have none. */
  readonly identity?: Readonly<Record<string, unknown>> | null;
}

const topicPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.EventGrid\/systemTopics\/([^/]+)$/i;
const topicSubscriptionPattern =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+)\/eventSubscriptions\/[^/]+$/i;
const extensionPattern = /^(.*?)\/providers\/Microsoft\.EventGrid\/eventSubscriptions\/[^/]+$/i;
const childPattern = /^(.*)\/eventSubscriptions\/[^/]+$/i;

/** The system topic with this resource id, as what a subscription belongs to in the way made for it. */
export function systemTopicOf(id: string): AttachedTo {
  const [, resourceGroup = "", name = ""] = topicPattern.exec(id) ?? [];
  return Object.freeze({ kind: "system-topic", id, ...knownTexts({ name, resourceGroup }) });
}

/** The resource with this id as the scope of an extension subscription. */
export function scopeOf(id: string): AttachedTo {
  const [, resourceGroup] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  const name = /\/providers\//i.test(id) ? id.split("/").at(-1) : undefined;
  // A system topic is not itself the source of its events; as a scope Azure refuses it.
  const source = isSystemTopicId(id) ? undefined : id;
  return Object.freeze({ kind: "scope", id, ...knownTexts({ name, resourceGroup, source }) });
}

/** Whether `id` is the resource id of a system topic. */
export function isSystemTopicId(id: string): boolean {
  return topicPattern.test(id);
}

/** What the subscription with this resource id belongs to; undefined where the text is not such an id. */
export function attachedToOfId(subscriptionId: unknown): AttachedTo | undefined {
  if (typeof subscriptionId !== "string" || !subscriptionId.startsWith("/")) return undefined;
  const topic = topicSubscriptionPattern.exec(subscriptionId)?.[1];
  if (topic !== undefined) return systemTopicOf(topic);
  const scope = extensionPattern.exec(subscriptionId)?.[1] ?? childPattern.exec(subscriptionId)?.[1];
  return scope === undefined || scope === "" ? undefined : scopeOf(scope);
}

/**
 * What Azure's JSON of a subscription says: its `id` keeps the case that was written; `topic` says the same in lower
 * case for an extension subscription, and stands alone where the id is cut off.
 */
export function attachedToOfJson(json: Readonly<Record<string, unknown>>): AttachedTo | undefined {
  const { id, topic, type } = json;
  const byId = attachedToOfId(id);
  if (byId !== undefined) return byId;
  if (typeof topic === "string" && topic.startsWith("/"))
    return isSystemTopicId(topic) ? systemTopicOf(topic) : scopeOf(topic);
  if (typeof type === "string" && /^Microsoft\.EventGrid\/systemTopics\/eventSubscriptions$/i.test(type))
    return Object.freeze({ kind: "system-topic" });
  return undefined;
}

/**
 * Whether two subscriptions belong to one resource: undefined where the inputs do not say enough to tell. `sameInput`
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
 * A text that is equal for two subscriptions of one input which belong to the same resource, for grouping; undefined
 * where the input does not say what a subscription belongs to.
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

/**
 * `attachmentKey` for subscriptions that are looked at together. One that is not there yet says its topic by group and
 * name alone, beside others that have the topic's id: they belong to one topic, unless two ids have that group and
 * name.
 */
export function attachmentKeys(
  all: Iterable<AttachedTo | undefined>,
): (attachedTo: AttachedTo | undefined) => string | undefined {
  const ids = new Map<string, string | undefined>();
  for (const one of all) {
    const named = namedTopic(one);
    if (one?.id === undefined || named === undefined) continue;
    const id = one.id.toLowerCase();
    ids.set(named, !ids.has(named) || ids.get(named) === id ? id : undefined);
  }
  return (one) => {
    const named = one?.id === undefined ? namedTopic(one) : undefined;
    return (named === undefined ? undefined : ids.get(named)) ?? attachmentKey(one);
  };
}

function namedTopic(attachedTo: AttachedTo | undefined): string | undefined {
  if (attachedTo?.kind !== "system-topic") return undefined;
  const { name, resourceGroup } = attachedTo;
  return name === undefined || resourceGroup === undefined ? undefined : `${resourceGroup}/${name}`.toLowerCase();
}

const communicationServices = "microsoft.communication/communicationservices";
const communicationTopicType = "microsoft.communication.communicationservices";

/** The type of the resource whose events come, `Microsoft.Communication/communicationServices`; undefined: not known. */
export function sourceTypeOf({ source, sourceType }: AttachedTo): string | undefined {
  return source === undefined ? sourceType : resourceTypeOf(source);
}

/** The type of the resource with this id: `Microsoft.Resources/resourceGroups` of a resource group, and so on. */
function resourceTypeOf(id: string): string {
  const parts = id.split("/").filter((part) => part !== "");
  const at = parts.findLastIndex((part) => part.toLowerCase() === "providers");
  const [first = "", , third = ""] = parts.map((part) => part.toLowerCase());
  if (at === -1) {
    if (first !== "subscriptions") return "Microsoft.Resources/tenants";
    return `Microsoft.Resources/${third === "resourcegroups" ? "resourceGroups" : "subscriptions"}`;
  }
  const [provider = "", ...typesAndNames] = parts.slice(at + 1);
  return [provider, ...typesAndNames.filter((_, index) => index % 2 === 0)].join("/");
}

/**
 * Whether events of Communication Services can come to what the subscription belongs to: `true` and `false` only where
 * the source or the topic type is said, else undefined.
 */
export function isOfCommunicationServices(attachedTo: AttachedTo | undefined): boolean | undefined {
  if (attachedTo === undefined) return undefined;
  const { topicType } = attachedTo;
  const type = sourceTypeOf(attachedTo);
  if (type !== undefined) return type.toLowerCase() === communicationServices;
  return topicType === undefined ? undefined : topicType.toLowerCase() === communicationTopicType;
}

/** The texts among the values that somebody said. */
export function knownTexts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    ),
  );
}
