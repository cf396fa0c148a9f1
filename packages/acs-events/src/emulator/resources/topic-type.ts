import { eventTypeNames } from "../../catalog/event-types.ts";
import type { Store } from "../store.ts";
import { azureTypeOf, resourceGroupIdOf, sameId } from "./azure-id.ts";
import { text } from "./property.ts";

/** An event type as Event Grid lists it for a topic type. */
export interface TopicEventType {
  readonly name: string;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly schemaUrl?: string | undefined;
  /** Whether a subscription without a list of event types gets it. */
  readonly isInDefaultSet: boolean;
}

/** What kind of source a system topic is for, and what it emits. */
export interface TopicType {
  /** `Microsoft.Communication.CommunicationServices` */
  readonly name: string;
  /** As Azure answers them: `provider`, `displayName`, `resourceRegionType`, … */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly eventTypes: readonly TopicEventType[];
}

/**
 * The default event types of Communication Services, which a subscription without a list gets for good when it is
 * created. Which of them Azure marks as default is in no recording and in no document. The one assumption: all that
 * the catalog has. Of storage accounts it is known to be 2 of 10.
 */
const assumedDefault = new Set<string>(eventTypeNames);

/** What has to be known to tell the topic type of something; `World` has it. */
interface TopicWorld {
  readonly store: Store;
  readonly topicTypes: readonly TopicType[];
}

/** The id of the notice on every answer that rests on the assumption above. */
export const defaultTypesAssumed = "default-event-types-assumed";

/** The topic type of Communication Services; properties as recorded in 2021 and 2022. */
export const communicationServicesTopicType: TopicType = Object.freeze({
  name: "Microsoft.Communication.CommunicationServices",
  properties: {
    provider: "Microsoft.Communication",
    displayName: "Azure Communication Services",
    description: "Azure Communication Service Events",
    resourceRegionType: "GlobalResource",
    provisioningState: "Succeeded",
    sourceResourceFormat:
      "/subscriptions/<subscriptionId>/resourceGroups/<resourceGroupName>/providers/Microsoft.Communication/communicationservices/<name>",
  },
  eventTypes: eventTypeNames.map((name) => ({ name, isInDefaultSet: assumedDefault.has(name) })),
});

/** The topic type with this name, compared without case; undefined for one that the local Azure does not know. */
export function topicTypeNamed(name: unknown, { topicTypes }: TopicWorld): TopicType | undefined {
  const wanted = String(name).toLowerCase();
  return topicTypes.find((one) => one.name.toLowerCase() === wanted);
}

/**
 * The topic type of what an event subscription belongs to. Undefined for custom topics and domains, which have none,
 * and for sources that the local Azure does not know.
 */
export function topicTypeOfScope(scope: string, world: TopicWorld): TopicType | undefined {
  const azureType = azureTypeOf(scope);
  if (azureType?.toLowerCase() === "microsoft.eventgrid/systemtopics") {
    return topicTypeNamed(text(world.store.get(scope)?.outputs["topicType"]), world);
  }
  if (azureType !== undefined) return topicTypeNamed(azureType.replaceAll("/", "."), world);
  const group = resourceGroupIdOf(scope);
  const kind = group !== undefined && sameId(group, scope) ? "ResourceGroups" : "Subscriptions";
  return topicTypeNamed(`Microsoft.Resources.${kind}`, world);
}

/** The event types of a subscription that lists none, in Azure's order; undefined where Azure keeps the list absent. */
export function defaultEventTypes(scope: string, world: TopicWorld): readonly string[] | undefined {
  return topicTypeOfScope(scope, world)
    ?.eventTypes.filter(({ isInDefaultSet }) => isInDefaultSet)
    .map(({ name }) => name);
}
