import { azureTypes } from "../../plan/resource-types.ts";

/** What `pulumi import --file` reads (Pulumi documentation, importing resources): the resources to adopt, by id. */
export interface ImportFile {
  readonly resources: readonly ImportedResource[];
}

export interface ImportedResource {
  readonly type: typeof azureTypes.eventSubscription;
  /** The resource's name in the program, which is the name that Azure has. */
  readonly name: string;
  readonly id: string;
}

const subscriptionId =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+)\/eventSubscriptions\/[^/]+$/i;
const topicId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+$/i;

/** Whether `id` is that of a system topic, as `--topic-id` takes it. */
export function isTopicId(id: string): boolean {
  return topicId.test(id);
}

/** The system topic that an event subscription belongs to; undefined where `id` is of no such subscription. */
export function topicOf(id: unknown): string | undefined {
  return typeof id === "string" ? subscriptionId.exec(id)?.[1] : undefined;
}

/** One subscription of the import file; `name` is its name in Azure. */
export function importedResource(name: string, topic: string): ImportedResource {
  return {
    type: azureTypes.eventSubscription,
    name,
    id: `${topic}/eventSubscriptions/${name}`,
  };
}
