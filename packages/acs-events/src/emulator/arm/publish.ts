import { jsonObject } from "../../json/json-object.ts";
import type { ArrayResult } from "../delivery/event-grid.ts";
import type { World } from "../resources/azure.ts";
import { customTopicToken } from "../resources/custom-topic.ts";
import { topicKeys } from "../resources/keys.ts";
import type { StoredResource } from "../stored-resource.ts";
import { type ArmReply, errorAnswer } from "./answer.ts";
import { loginProblem, type PublisherHeaders } from "./publisher-login.ts";

/** Where events of custom topics go. */
export interface Publisher {
  /** Takes what a publisher sends at one time to the custom topic `from`, as a whole or not at all. */
  publishArray(events: readonly unknown[], from: string): ArrayResult;
}

export interface Publication {
  /** The name of the topic, from the path. */
  readonly topic: string;
  readonly headers: PublisherHeaders & { readonly "content-type"?: string | undefined };
  readonly body: string;
}

/** The path of a custom topic behind the address of ARM. */
export function publishPath(topic: string): string {
  return `/topics/${encodeURIComponent(topic)}/api/events`;
}

/** Answers a publisher as the data plane of Event Grid does: events of a custom topic, in the schema that it takes. */
export function publish(
  { topic: name, headers, body }: Publication,
  world: World,
  publisher: Publisher | undefined,
): ArmReply {
  const topic = topicNamed(name, world);
  if (topic === undefined) {
    return errorAnswer(404, "ResourceNotFound", `There is no custom topic "${name}" in the local Azure.`);
  }
  const problem = loginProblem(headers, Object.values(topicKeys(topic)), world.now());
  if (problem !== undefined) return errorAnswer(401, "Unauthorized", problem);
  const read = eventsOf(topic, headers["content-type"] ?? "", body);
  if (read.kind === "refused") return errorAnswer(400, "BadRequest", read.reason);
  if (publisher === undefined) {
    return errorAnswer(503, "ServiceUnavailable", "This local Azure keeps resources alone and delivers no events.");
  }
  const result = publisher.publishArray(read.events, topic.id);
  if (result.kind === "published") return { status: 200 };
  const code = result.status === 413 ? "RequestEntityTooLarge" : "BadRequest";
  return errorAnswer(result.status, code, result.reason);
}

function topicNamed(name: string, world: World): StoredResource | undefined {
  const wanted = name.toLowerCase();
  return world.store.ofToken(customTopicToken).find(({ outputs }) => String(outputs["name"]).toLowerCase() === wanted);
}

type Read =
  | { readonly kind: "events"; readonly events: readonly unknown[] }
  | { readonly kind: "refused"; readonly reason: string };

function eventsOf(topic: StoredResource, contentType: string, body: string): Read {
  const schema = topic.outputs["inputSchema"];
  if (schema !== "EventGridSchema" && schema !== "CloudEventSchemaV1_0") {
    return refused(`The local Azure does not take events in the schema ${JSON.stringify(schema)}.`);
  }
  const parsed = parse(body);
  if (parsed === undefined) return refused("The body is not JSON.");
  const cloud = /^application\/cloudevents(-batch)?\+json/i.exec(contentType);
  if ((schema === "CloudEventSchemaV1_0") !== (cloud !== null)) {
    const given = contentType === "" ? "nothing" : contentType;
    return refused(`The topic takes events in the schema ${schema}, but the Content-Type is ${given}.`);
  }
  if (cloud !== null && cloud[1] === undefined) return { kind: "events", events: [parsed.value] };
  if (!Array.isArray(parsed.value)) return refused("The body is not an array of events.");
  if (cloud !== null) return { kind: "events", events: parsed.value };
  return withTopic(parsed.value, topic.id);
}

/** Event Grid writes the topic into events of its own schema; a publisher omits it or names this very one. */
function withTopic(events: readonly unknown[], topicId: string): Read {
  const problems = events.flatMap((event, index) => {
    const { topic, dataVersion } = jsonObject(event) ?? {};
    const foreign = topic !== undefined && topic !== null && String(topic).toLowerCase() !== topicId.toLowerCase();
    return [
      ...(foreign ? [`event ${index + 1} names another topic than this one`] : []),
      ...(typeof dataVersion === "string" ? [] : [`event ${index + 1} has no dataVersion`]),
    ];
  });
  if (problems.length > 0) return refused(`The events cannot be taken: ${problems.slice(0, 10).join("; ")}.`);
  return {
    kind: "events",
    events: events.map((event) => ({ ...jsonObject(event), topic: topicId, metadataVersion: "1" })),
  };
}

function parse(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

function refused(reason: string): Read {
  return { kind: "refused", reason };
}
