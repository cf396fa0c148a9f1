import { listed, provider } from "../../filter-rules/wording.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { type AttachedTo, isOfCommunicationServices, isSystemTopicId, sourceTypeOf } from "../attached-to.ts";
import type { SubscriptionRecord } from "../subscription-record.ts";
import type { CheckRule } from "./subscription-rule.ts";

const findings = {
  "attached-to-other-source": {
    level: "error",
    says: "The subscription is for events of Communication Services, but it is attached to a resource group, an Azure subscription or another resource. No such event comes there.",
    todo: "Attach it to the system topic of the Communication Services resource.",
  },
  "attached-to-custom-topic": {
    level: "warning",
    says: "The subscription is for events of Communication Services, but it is attached to a custom, domain or partner topic. Such a topic has only the events that programs publish to it.",
    todo: "Nothing, where a program of yours publishes such events there; else attach it to the system topic of the Communication Services resource.",
  },
  "extension-on-system-topic": {
    level: "error",
    azure: "refuses",
    says: 'The subscription is an extension (Microsoft.EventGrid/eventSubscriptions) with a system topic as its scope. Azure answers "This event subscription operation is not supported using this API call."',
    todo: "Declare it as Microsoft.EventGrid/systemTopics/eventSubscriptions: `SystemTopicEventSubscription` in Pulumi, `azurerm_eventgrid_system_topic_event_subscription` in Terraform.",
  },
  "subscription-of-other-source": {
    level: "info",
    says: "The subscription is not one of Communication Services. What is said of filters here is about events of Communication Services, so only what holds for every source is checked.",
    todo: "Nothing.",
  },
} as const;

/** Azure docs, system-topics; pulumi/pulumi#6048 for the refusal of an extension on a system topic. */
export const attachmentRule: CheckRule = {
  findings,
  check: (subscription) => {
    const { attachedTo } = subscription;
    const path = "";
    if (attachedTo?.kind === "scope" && isTopicScope(attachedTo)) {
      const message =
        'The scope is a system topic, and Azure refuses such an extension subscription: "This event subscription operation is not supported using this API call." Declare it as Microsoft.EventGrid/systemTopics/eventSubscriptions (SystemTopicEventSubscription in Pulumi, azurerm_eventgrid_system_topic_event_subscription in Terraform).';
      return [finding(findings, "extension-on-system-topic", { message, path, value: attachedTo.id })];
    }
    if (attachedTo === undefined || isOfCommunicationServices(attachedTo) !== false) {
      return isOfOtherSource(subscription) ? [otherSource(subscription)] : [];
    }
    const wanted = typesOf(subscription).filter((type) => type.startsWith(provider));
    if (wanted.length === 0) return [otherSource(subscription)];
    return [
      wrongSource(
        attachedTo,
        wanted.map((type) => type.slice(provider.length)),
      ),
    ];
  },
};

function isTopicScope({ id, sourceType }: AttachedTo): boolean {
  return id === undefined ? sourceType?.toLowerCase() === "microsoft.eventgrid/systemtopics" : isSystemTopicId(id);
}

function typesOf({ filter }: SubscriptionRecord): readonly string[] {
  return filter.eventTypes === "All" ? [] : filter.eventTypes;
}

/**
 * Whether it is certain that a subscription is not for Communication Services: what it belongs to is something else, or
 * is not said while every event type that it lists is of another provider.
 */
export function isOfOtherSource(subscription: SubscriptionRecord): boolean {
  const known = isOfCommunicationServices(subscription.attachedTo);
  if (known !== undefined) return !known;
  const types = typesOf(subscription);
  return (
    types.length > 0 &&
    types.every((type) => /^[\w-]+\.[\w-]+\./.test(type) && !/^microsoft\.communications?\./i.test(type))
  );
}

function otherSource(subscription: SubscriptionRecord): Finding {
  const { attachedTo } = subscription;
  const isKnown = isOfCommunicationServices(attachedTo) === false && attachedTo !== undefined;
  const why = isKnown
    ? `It is attached to ${sourceInWords(attachedTo)}`
    : `It lists event types of ${listed([...new Set(typesOf(subscription).map((type) => type.split(".").slice(0, 2).join(".")))])} only`;
  const message = `${why}, so it is not an event subscription of Communication Services; only what holds for every source is checked.`;
  return finding(findings, "subscription-of-other-source", { message, path: "" });
}

/** Sources whose events are what programs publish to them. */
const customSources = ["topics", "domains", "domains/topics", "partnertopics", "namespaces/topics"].map(
  (type) => `microsoft.eventgrid/${type}`,
);

function wrongSource(attachedTo: AttachedTo, wanted: readonly string[]): Finding {
  const what = sourceInWords(attachedTo);
  const type = sourceTypeOf(attachedTo);
  const at = { path: "", value: attachedTo.id ?? type };
  if (type !== undefined && customSources.includes(type.toLowerCase())) {
    const message = `It is attached to ${what}, which has only the events that programs publish to it. Events of Communication Services, ${listed(wanted)}, come there only if one of yours publishes them.`;
    return finding(findings, "attached-to-custom-topic", { message, ...at });
  }
  const own = ownEvents.get(type?.toLowerCase() ?? "");
  const events = own === undefined ? "" : `, whose events are ${own}`;
  // A template says nothing of a scope where it means what it is deployed to.
  const byDefault = attachedTo.id === undefined && attachedTo.reference === type;
  const hint = byDefault
    ? " A subscription of a template without a scope is attached to what the template is deployed to."
    : "";
  const message = `It is attached to ${what}${events}. Events of Communication Services, ${listed(wanted)}, never come there.${hint} Attach it to the system topic of the Communication Services resource: Microsoft.EventGrid/systemTopics/eventSubscriptions.`;
  return finding(findings, "attached-to-other-source", { message, ...at });
}

const ownEvents: ReadonlyMap<string, string> = new Map([
  ["microsoft.resources/resourcegroups", "Microsoft.Resources.*"],
  ["microsoft.resources/subscriptions", "Microsoft.Resources.*"],
  ["microsoft.storage/storageaccounts", "Microsoft.Storage.*"],
  ["microsoft.keyvault/vaults", "Microsoft.KeyVault.*"],
]);

/** What a subscription belongs to, as people say it. */
function sourceInWords(attachedTo: AttachedTo): string {
  const type = sourceTypeOf(attachedTo);
  const name = attachedTo.kind === "scope" ? attachedTo.name : undefined;
  switch (type?.toLowerCase()) {
    case undefined:
      return `a topic of type ${shown(attachedTo.topicType)}`;
    case "microsoft.resources/resourcegroups":
      return attachedTo.resourceGroup === undefined
        ? "a resource group"
        : `the resource group ${shown(attachedTo.resourceGroup)}`;
    case "microsoft.resources/subscriptions":
      return "an Azure subscription";
    case "microsoft.resources/tenants":
      return "a tenant";
    default:
      return name === undefined
        ? `a resource of type ${shown(type)}`
        : `${shown(name)}, a resource of type ${shown(type)}`;
  }
}
