import * as pulumi from "@pulumi/pulumi";
import { parseResourceId } from "./resource-id.ts";

/** A system topic, by what its subscriptions say of it. */
export interface TopicReference {
  readonly name: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** A system topic that is there already, or is made by the same program: its id, or its name and resource group. */
export type TopicArgs = pulumi.Input<string> | TopicReference;

/** Throws a `RunError` where an id is not that of a system topic, as soon as the id is known. */
export function topicReference(topic: TopicArgs): TopicReference {
  if (isReference(topic)) return topic;
  if (typeof topic === "string") return partsOf(topic);
  const parts = pulumi.output(topic).apply(partsOf);
  return {
    name: parts.apply(({ name }) => name),
    resourceGroupName: parts.apply((id) => id.resourceGroupName),
  };
}

function isReference(topic: TopicArgs): topic is TopicReference {
  return (
    typeof topic === "object" && !pulumi.Output.isInstance(topic) && "resourceGroupName" in topic && "name" in topic
  );
}

function partsOf(id: string): { readonly name: string; readonly resourceGroupName: string } {
  if (!/\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+$/i.test(id)) {
    throw new pulumi.RunError(
      `"${id}" is not the id of a system topic; give the component topic: "/subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…", or { name, resourceGroupName }`,
    );
  }
  return parseResourceId(id);
}
