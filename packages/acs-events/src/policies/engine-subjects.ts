import { isJsonObject } from "../json/json-object.ts";
import { azureTypes } from "../plan/resource-types.ts";
import { withoutPulumiMarks } from "../subscription-set/hidden-values.ts";
import { readSubscription } from "../subscription-set/read-subscription.ts";
import type { ResourceKind, ResourceSubject } from "./rules/subject/resource-subject.ts";
import type { StackSubject } from "./rules/subject/stack-subject.ts";
import { subjectOfRecord } from "./rules/subject/subject-of-record.ts";
import type { SubscriptionProperty, SubscriptionSubject } from "./rules/subject/subscription-subject.ts";
import { hiddenWhole, unknownValue } from "./rules/subject/unknown.ts";

/** What the engine tells a policy of a resource, without its proxies. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** The URNs that each property depends on; undefined where only single resources are looked at. */
  readonly dependencies: Readonly<Record<string, readonly string[]>> | undefined;
}

export const subscriptionToken = azureTypes.eventSubscription;

const kinds: Readonly<Record<string, ResourceKind>> = {
  [azureTypes.communicationService]: "communication-service",
  [azureTypes.systemTopic]: "system-topic",
  [azureTypes.storageAccount]: "storage-account",
  [azureTypes.diagnosticSetting]: "diagnostic-setting",
};

/** What a resource is to the rules; undefined where no rule looks at it. */
export function resourceKindOf(type: string): ResourceKind | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

/** The stack that a resource belongs to: the first part of its URN. */
export function stackOf(urn: string): string {
  return /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "";
}

/** `isSecret` says of an input whether it is a secret to Pulumi, and undefined when nobody looked. */
export function subscriptionSubjectOf(
  { name, props, dependencies }: EngineResource,
  isSecret: (path: string) => boolean | undefined,
): SubscriptionSubject {
  const { json, hidden } = withoutPulumiMarks(props);
  const given = isJsonObject(json) ? json : {};
  const known = (property: string) => (hiddenWhole(hidden, property) === undefined ? given[property] : undefined);
  // Outputs have the name as `name`; an input that is not there is chosen by the provider.
  const azureName = known("eventSubscriptionName") ?? known("name");
  const named = typeof azureName === "string" ? azureName : undefined;
  const { record } = readSubscription({ json, hidden, name: named ?? name });
  const topic = known("systemTopicName");
  return subjectOfRecord(record, {
    from: "engine",
    azureName: named ?? unknownValue("eventSubscriptionName", "computed"),
    topic: typeof topic === "string" ? topic : unknownValue("systemTopicName", "computed"),
    secrets: { ofEndpoint: () => undefined, isSecret },
    dependsOn: (property) =>
      dependencies === undefined ? undefined : propertiesOf[property].flatMap((one) => dependencies[one] ?? []),
  });
}

const propertiesOf: Readonly<Record<SubscriptionProperty, readonly string[]>> = {
  destination: ["destination", "deliveryWithResourceIdentity"],
  deadLetter: ["deadLetterDestination", "deadLetterWithResourceIdentity"],
  topic: ["systemTopicName"],
};

export function resourceSubjectOf(resource: EngineResource, resourceKind: ResourceKind): ResourceSubject {
  const { json, hidden } = withoutPulumiMarks(resource.props);
  const given = isJsonObject(json) ? json : {};
  const { id } = given;
  return {
    kind: "resource",
    resourceKind,
    name: resource.name,
    urn: resource.urn,
    protect: resource.protect,
    id: typeof id === "string" && hiddenWhole(hidden, "id") === undefined ? id : undefined,
    input: (path) => hiddenWhole(hidden, path) ?? path.split(".").reduce<unknown>(valueIn, given),
    dependsOn: (input) => (resource.dependencies === undefined ? undefined : (resource.dependencies[input] ?? [])),
  };
}

/** All of a stack that some rule looks at, and where to find each by its name. */
export function stackSubjectOf(
  resources: readonly EngineResource[],
): StackSubject & { readonly urns: ReadonlyMap<string, string> } {
  const subscriptions: SubscriptionSubject[] = [];
  const others: ResourceSubject[] = [];
  const urns = new Map<string, string>();
  for (const resource of resources) {
    const kind = resourceKindOf(resource.type);
    if (resource.type === subscriptionToken) {
      const subject = subscriptionSubjectOf(resource, () => undefined);
      subscriptions.push(subject);
      urns.set(subject.name, resource.urn);
    } else if (kind !== undefined) {
      others.push(resourceSubjectOf(resource, kind));
      urns.set(resource.name, resource.urn);
    }
  }
  return { kind: "stack", subscriptions, resources: others, urns };
}

function valueIn(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}
