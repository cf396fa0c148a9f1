import { isJsonObject } from "../../json/json-object.ts";
import { type AttachedTo, knownTexts, scopeOf } from "../attached-to.ts";
import { isHiddenMark } from "../hidden-values.ts";
import type { TemplateResource } from "./template-resources.ts";
import { isPartialText, keyOf, segmentsOf, type TemplateValue } from "./template-value.ts";

const topicType = "microsoft.eventgrid/systemtopics";
const subscriptionOfTopic = `${topicType}/eventsubscriptions`;

/** Says of each event subscription of a template what it belongs to, with what the template says of its topic. */
export function templateAttachments(
  resources: readonly TemplateResource[],
): (subscription: TemplateResource) => AttachedTo {
  const topics = new Map<string, AttachedTo>();
  for (const resource of resources) {
    if (resource.type.toLowerCase() === topicType) topics.set(keyOf(resource.json["name"]), topicOf(resource));
  }
  return (subscription) => {
    const { type, json, parent, deployedTo } = subscription;
    const lower = type.toLowerCase();
    if (lower === subscriptionOfTopic) {
      const name = parent === undefined ? segmentBefore(json["name"]) : parent.json["name"];
      const reference = keyOf(name);
      const own: AttachedTo = { kind: "system-topic", ...knownTexts({ name, reference }) };
      return Object.freeze({ ...own, ...topics.get(reference) });
    }
    const [, source] = /^(.*)\/providers\/eventsubscriptions$/i.exec(type) ?? [];
    if (source !== undefined) {
      const [name] = textSegments(json["name"]);
      return Object.freeze({
        kind: "scope",
        sourceType: source,
        ...knownTexts({ name, reference: `${source}/${keyOf(name)}` }),
      });
    }
    const { scope } = json;
    return scope === undefined
      ? Object.freeze({ kind: "scope", sourceType: deployedTo, reference: deployedTo })
      : templateScopeOf(scope);
  };
}

/** What the topic's own resource says of it. */
function topicOf({ json }: TemplateResource): AttachedTo {
  const properties = isJsonObject(json["properties"]) ? json["properties"] : {};
  const { source, topicType: type } = properties;
  const { name, location, identity } = json;
  const known = json["existing"] !== true;
  return Object.freeze({
    kind: "system-topic",
    ...knownTexts({ name, reference: keyOf(name), topicType: type, location }),
    ...sourceOf(source),
    ...(identity === undefined && known ? { identity: null } : isPlain(identity) ? { identity } : {}),
  });
}

function sourceOf(source: TemplateValue): Partial<AttachedTo> {
  if (typeof source === "string") return source === "" ? {} : { source };
  const sourceType = typeIn(textSegments(source));
  return sourceType === undefined ? {} : { sourceType };
}

/** The scope of an extension subscription: a whole id, an id within the deployment, or as much as is known of one. */
function templateScopeOf(scope: TemplateValue): AttachedTo {
  if (typeof scope === "string" && scope.startsWith("/")) return scopeOf(scope);
  const segments = textSegments(scope);
  const name = segments.at(-1);
  return Object.freeze({
    kind: "scope",
    ...knownTexts({ sourceType: typeIn(segments), name, reference: keyOf(scope) }),
  });
}

/** `Microsoft.Communication/communicationServices` of the segments of an id, whole or relative; names may be unknown. */
function typeIn(segments: readonly TemplateValue[]): string | undefined {
  const at = segments.findLastIndex((one) => typeof one === "string" && one.toLowerCase() === "providers");
  const [provider, ...typesAndNames] = segments.slice(at + 1);
  if (typeof provider !== "string" || !/^[\w-]+(?:\.[\w-]+)+$/.test(provider)) return undefined;
  const types = typesAndNames.filter((_, index) => index % 2 === 0);
  return types.length > 0 && types.every((one) => typeof one === "string") ? [provider, ...types].join("/") : undefined;
}

function textSegments(value: TemplateValue): readonly TemplateValue[] {
  return typeof value === "string" || isPartialText(value) ? segmentsOf(value) : [];
}

/** The topic's name in `topic/subscription`. */
function segmentBefore(name: TemplateValue): TemplateValue {
  return textSegments(name).at(-2);
}

/** Whether an object, an identity, is known to its last value. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isJsonObject(value) || isHiddenMark(value) || isPartialText(value)) return false;
  return (
    !isHiddenMark(value["type"]) &&
    !isPartialText(value["type"]) &&
    !Object.keys(value["userAssignedIdentities"] ?? {}).some((id) => id.startsWith("["))
  );
}
