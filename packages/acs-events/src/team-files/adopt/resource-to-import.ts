import { shown } from "../../filters/azure-json/json-value.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import { type AttachedTo, isOfCommunicationServices, isSystemTopicId } from "../../subscription-set/attached-to.ts";
import {
  hasKnownName,
  type SubscriptionFinding,
  type SubscriptionRecord,
} from "../../subscription-set/subscription-record.ts";
import { type AdoptionFindingId, adoptionFinding } from "./adoption-findings.ts";
import { type ImportedResource, importedResource, topicOf } from "./import-file.ts";

/** What the import file gets of one subscription. */
export interface ToImport {
  readonly resources: readonly ImportedResource[];
  readonly findings: readonly SubscriptionFinding[];
}

/** The resource of the import file for an adopted subscription, or what keeps it from being in there. */
export function resourceToImport(
  given: SubscriptionRecord,
  adoptedName: string,
  topicId: string | undefined,
): ToImport {
  const { attachedTo } = given;
  const own = attachedTo?.id !== undefined && isSystemTopicId(attachedTo.id) ? attachedTo.id : undefined;
  const topic = own ?? topicId;
  const say = (id: AdoptionFindingId, message: string): ToImport => ({
    resources: [],
    findings: [adoptionFinding(adoptedName, id, "id", message)],
  });
  if (attachedTo?.kind === "scope" && topic === undefined) return say("adopt-extension", extension(attachedTo));
  if (topic === undefined) {
    const written = given.raw["id"];
    return say(
      "adopt-id-unknown",
      typeof written === "string"
        ? `${written} is not the id of a subscription of a system topic, and cannot be adopted as one. If it is one of the topic all the same, say --topic-id.`
        : "The input has no resource id. Give --topic-id; `az eventgrid system-topic show -g GROUP -n NAME --query id -o tsv` prints it. Or import the output of `az eventgrid system-topic event-subscription list -o json`.",
    );
  }
  if (!hasKnownName(given)) return { resources: [], findings: [] };
  const name = attachedTo?.name;
  if (own === undefined && attachedTo?.kind === "system-topic" && name !== undefined && !isNamed(topic, name)) {
    return say(
      "adopt-topic-differs",
      `The input attaches it to the topic ${shown(name)}, and --topic-id says ${topic}. Import the subscriptions of one topic at a time.`,
    );
  }
  return { resources: [importedResource(adoptedName, topic)], findings: [] };
}

function isNamed(id: string, name: string): boolean {
  return id.split("/").at(-1)?.toLowerCase() === name.toLowerCase();
}

/** Azure docs, system-topics: an event subscription on a source makes a topic that nobody declared. */
function extension(attachedTo: AttachedTo): string {
  const { name, resourceGroup } = attachedTo;
  const resource = name ?? "RESOURCE";
  const group = resourceGroup === undefined ? "" : ` -g ${resourceGroup}`;
  if (isOfCommunicationServices(attachedTo) === undefined) {
    return (
      `It is attached to ${name === undefined ? "a resource that the input does not name" : shown(name)} (Microsoft.EventGrid/eventSubscriptions), and whether that is a Communication Services resource is not in the input. ` +
      `If it is, Azure keeps a hidden system topic behind it, called ${resource}-<GUID>. Find its id, and import again with --topic-id ID:\n` +
      `  az eventgrid system-topic list${group} --query "[?topicType=='Microsoft.Communication.CommunicationServices'].id" -o tsv`
    );
  }
  return (
    `It is attached to the Communication Services resource ${name === undefined ? "" : `${shown(name)} `}itself (Microsoft.EventGrid/eventSubscriptions, what \`az eventgrid event-subscription create --source-resource-id\` makes). ` +
    `Azure keeps a hidden system topic for such subscriptions, called ${resource}-<GUID>. Find its id, and import again with --topic-id ID:\n` +
    `  az eventgrid system-topic list${group} --query "[?ends_with(source, '/${resource}')].id" -o tsv\n` +
    `Without it the first deployment creates a second subscription beside this one, and every event comes twice.`
  );
}

/** Said once for each topic that is not the stack's: its subscriptions would all be replaced. */
export function topicFindings(
  resources: readonly ImportedResource[],
  { topicOfStack, stack }: { readonly topicOfStack?: string | undefined; readonly stack: Pick<StackSettings, "name"> },
): SubscriptionFinding[] {
  const topics = Map.groupBy(resources, ({ id }) => topicOf(id) ?? "");
  return [...topics].flatMap(([topic, its]) => {
    if (topic.toLowerCase() === topicOfStack?.toLowerCase()) return [];
    // The name that the program gives a topic which it makes (src/pulumi/system-topic.ts).
    if (topicOfStack === undefined && topic.endsWith(`/acs-events-${stack.name}`)) return [];
    const declared = topicOfStack === undefined ? "makes a topic of its own" : `declares ${topicOfStack}`;
    const names = its.map(({ name }) => name).join(", ");
    const message = `${names} ${its.length === 1 ? "belongs" : "belong"} to ${topic}, and the stack "${stack.name}" ${declared}: Pulumi would replace ${its.length === 1 ? "it" : "them"}. Set acs-events:communication in Pulumi.${stack.name}.yaml to { existing: <id of its Communication Services resource>, systemTopic: ${topic} }.`;
    return [adoptionFinding("", "adopt-topic-differs", "id", message)];
  });
}
