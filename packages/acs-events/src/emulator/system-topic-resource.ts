import type { StoredResource } from "./stored-resource.ts";

/** A system topic as event delivery needs it. */
export interface SystemTopicResource {
  readonly id: string;
  readonly name: string;
  /** The id of the resource whose events the topic carries; "" for a topic that was there before and whose source is not known. */
  readonly source: string;
  readonly topicType: string;
  readonly location: string;
  /** The object id of the system-assigned identity, where the topic has one. */
  readonly principalId?: string;
  readonly provisioningState: string;
}

/** Reads a stored `azure-native:eventgrid:SystemTopic`. */
export function systemTopicResource({ id, outputs }: StoredResource): SystemTopicResource {
  const identity = outputs["identity"];
  const principalId =
    typeof identity === "object" && identity !== null && "principalId" in identity ? identity.principalId : undefined;
  return Object.freeze({
    id,
    name: text(outputs["name"]),
    source: text(outputs["source"]),
    topicType: text(outputs["topicType"]),
    location: text(outputs["location"]),
    ...(typeof principalId === "string" ? { principalId } : {}),
    provisioningState: text(outputs["provisioningState"]),
  });
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
