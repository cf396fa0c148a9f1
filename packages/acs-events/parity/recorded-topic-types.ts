import { topicIdOf } from "../src/emulator/event-subscription-resource.ts";
import { azureTypeOf, resourceGroupIdOf } from "../src/emulator/resources/azure-id.ts";
import { list, text } from "../src/emulator/resources/property.ts";
import {
  communicationServicesTopicType,
  type TopicEventType,
  type TopicType,
} from "../src/emulator/resources/topic-type.ts";
import { jsonObject } from "../src/json/json-object.ts";
import type { Exchange } from "./exchanges.ts";

/**
 * The topic types that the exchanges show, with the event types that they show: from lists of them, else from the first
 * subscription that lists none and is answered with some. What the recording itself shows goes first.
 */
export function topicTypesIn(recorded: readonly Exchange[], exchanges: readonly Exchange[]): readonly TopicType[] {
  const own = listedTopicTypes(recorded);
  const named = own.length > 0 ? own : listedTopicTypes(exchanges);
  const shown = own.length > 0 ? [] : [...defaultsShown(exchanges).keys()];
  const known = new Set(named.map(({ name }) => name.toLowerCase()));
  const others = shown.filter((name) => !known.has(name.toLowerCase())).map((name) => ({ name, properties: {} }));
  return [...named, ...others]
    .filter(({ name }) => name.toLowerCase() !== communicationServicesTopicType.name.toLowerCase())
    .map(({ name, properties }) => ({
      name,
      properties,
      eventTypes: listedEventTypes(name, recorded) ?? listedEventTypes(name, exchanges) ?? defaults(name, exchanges),
    }));
}

function listedTopicTypes(exchanges: readonly Exchange[]): readonly Omit<TopicType, "eventTypes">[] {
  const answers = exchanges.filter(({ url, status }) => status === 200 && /\/topicTypes\?/i.test(url));
  const newest = answers.at(-1);
  return list(jsonObject(newest?.response)?.["value"]).flatMap((one) => {
    const name = text(jsonObject(one)?.["name"]);
    return name === undefined ? [] : [{ name, properties: jsonObject(jsonObject(one)?.["properties"]) ?? {} }];
  });
}

function listedEventTypes(name: string, exchanges: readonly Exchange[]): readonly TopicEventType[] | undefined {
  const wanted = `/topictypes/${name.toLowerCase()}/eventtypes`;
  const answer = exchanges.findLast(
    ({ url, status }) => status === 200 && (url.split("?")[0] ?? "").toLowerCase().endsWith(wanted),
  );
  if (answer === undefined) return undefined;
  return list(jsonObject(answer.response)?.["value"]).map((one) => {
    const properties = jsonObject(jsonObject(one)?.["properties"]) ?? {};
    return {
      name: String(jsonObject(one)?.["name"]),
      displayName: text(properties["displayName"]),
      description: text(properties["description"]),
      schemaUrl: text(properties["schemaUrl"]),
      isInDefaultSet: properties["isInDefaultSet"] === true,
    };
  });
}

function defaults(name: string, exchanges: readonly Exchange[]): readonly TopicEventType[] {
  const shown = defaultsShown(exchanges);
  const found = [...shown].find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1] ?? [];
  return found.map((one) => ({ name: one, isInDefaultSet: true }));
}

/** Per topic type, the event types that a subscription was answered with that had listed none. */
function defaultsShown(exchanges: readonly Exchange[]): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, readonly string[]>();
  for (const { recording, method, url, request, response } of exchanges) {
    const path = url.split("?")[0] ?? "";
    if (method !== "PUT" || !/\/eventSubscriptions\/[^/]+$/i.test(path)) continue;
    const asked = jsonObject(jsonObject(jsonObject(request)?.["properties"])?.["filter"])?.["includedEventTypes"];
    const answered = jsonObject(jsonObject(jsonObject(response)?.["properties"])?.["filter"])?.["includedEventTypes"];
    const types = list(answered).map(String);
    if (list(asked).length > 0 || types.length === 0 || types.includes("All")) continue;
    const name = topicTypeName(
      topicIdOf(path),
      exchanges.filter((one) => one.recording === recording),
    );
    if (!shown.has(name)) shown.set(name, types);
  }
  return shown;
}

function topicTypeName(scope: string, exchanges: readonly Exchange[]): string {
  const azureType = azureTypeOf(scope);
  if (azureType?.toLowerCase() === "microsoft.eventgrid/systemtopics") {
    const made = exchanges.find(
      ({ method, url }) => method === "PUT" && url.toLowerCase().startsWith(`${scope.toLowerCase()}?`),
    );
    return String(jsonObject(made?.request?.["properties"])?.["topicType"]);
  }
  if (azureType !== undefined) return azureType.replaceAll("/", ".");
  return resourceGroupIdOf(scope) === undefined
    ? "Microsoft.Resources.Subscriptions"
    : "Microsoft.Resources.ResourceGroups";
}
