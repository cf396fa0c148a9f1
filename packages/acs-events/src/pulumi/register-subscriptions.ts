import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { getSystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid/getSystemTopicEventSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import { EventSubscription } from "./event-subscription.ts";
import { type FastRegistration, withoutTracing } from "./fast-registration.ts";
import { type Dependency, type InnerResources, inner } from "./inner-resources.ts";
import type { MadeEndpoint } from "./made-endpoint.ts";
import { settled } from "./settled.ts";
import { type DeadLetterPlace, deadLetterPlaceOf, subscriptionArgs } from "./subscription-args.ts";
import type { TopicReference } from "./topic.ts";
import { queueOf } from "./write-queue.ts";

/** What the subscriptions of a component have around them. */
export interface SubscriptionSurroundings {
  readonly topic: TopicReference;
  /** Undefined only where no subscription keeps its undelivered events. */
  readonly deadLetters: DeadLetterPlace | undefined;
  readonly made: ReadonlyMap<string, MadeEndpoint>;
  readonly secrets: Readonly<Record<string, WebhookSecrets>>;
}

export interface Registered {
  /** Ids in Azure by names in Azure. */
  readonly ids: Record<string, pulumi.Output<string>>;
  /** Those that the engine has, in the order in which they were declared. */
  readonly resources: readonly pulumi.Resource[];
  /** Those whose endpoint does not answer yet. */
  readonly waiting: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Declares one event subscription for each planned one, a few at a time, and gives their ids in Azure by their names.
 * A subscription that fails is the engine's to report; the next ones go on. One whose endpoint does not answer yet is
 * omitted, and that is said.
 */
export async function registerSubscriptions(
  planned: readonly PlannedSubscription[],
  surroundings: SubscriptionSurroundings,
  resources: InnerResources<"subscription">,
  how: FastRegistration,
): Promise<Registered> {
  const ids: Record<string, pulumi.Output<string>> = {};
  const registered: pulumi.Resource[] = [];
  const waiting: { name: string; reason: string }[] = [];
  const preview = pulumi.runtime.isDryRun();
  const queue = await queueOf(surroundings.topic);
  const { deadLetters, made } = surroundings;
  const ready = [...(deadLetters?.ready ?? []), ...[...made.values()].flatMap((endpoint) => endpoint.ready)];
  if (!preview) await sayThatRolesTakeTime(ready, resources.parent);
  await withoutTracing(how, () =>
    queue.limit.map(planned, async (one) => {
      if ((await surroundings.made.get(one.destination.endpoint)?.answers) === false) {
        const reason = `the function of the endpoint "${one.destination.endpoint}" is not published yet: acs-events publish, then pulumi up`;
        await refuseIfDeployed(one.name, surroundings.topic, resources);
        await pulumi.log.info(`${one.name} is omitted: ${reason}`, resources.parent);
        waiting.push({ name: one.name, reason });
        return;
      }
      const resource = eventSubscription(one, surroundings, resources, queue.last);
      if (preview) ids[one.name] = resource.id;
      else keepRejectionsQuiet(resource);
      const { state } = await settled(resource.urn);
      if (state === "failed") return;
      ids[one.name] = resource.id;
      registered.push(resource);
      if (!preview) queue.last = resource;
    }),
  );
  return { ids, resources: registered, waiting };
}

/**
 * A subscription that is deployed and whose function is gone must not be deleted silently: its events would be lost.
 * Throws a `RunError` that says what to do.
 */
async function refuseIfDeployed(
  eventSubscriptionName: string,
  topic: TopicReference,
  { parent }: InnerResources<"subscription">,
): Promise<void> {
  const known = await settled(pulumi.all([topic.resourceGroupName, topic.name]));
  if (known.state !== "known") return;
  const [resourceGroupName, systemTopicName] = known.value;
  const asked = { resourceGroupName, systemTopicName, eventSubscriptionName };
  // The parent's provider is asked: it may be another Azure subscription's than the default one.
  const found = await getSystemTopicEventSubscription(asked, { parent }).catch(() => undefined);
  if (found === undefined) return;
  throw new pulumi.RunError(
    `the event subscription "${eventSubscriptionName}" is deployed and its function is not there any more. Publish it again (acs-events publish), or remove the subscription from its team file`,
  );
}

function eventSubscription(
  planned: PlannedSubscription,
  { topic, deadLetters, made, secrets }: SubscriptionSurroundings,
  resources: InnerResources<"subscription">,
  before: pulumi.Resource | undefined,
): EventSubscription {
  const { endpoint: name } = planned.destination;
  const endpoint = made.get(name);
  const own = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  const kept = deadLetterPlaceOf(planned.deadLetterDestination, deadLetters);
  return inner(
    resources,
    "subscription",
    EventSubscription,
    planned.name,
    subscriptionArgs(planned, { topic, deadLetters, endpoint, secrets: own }),
    {
      // What Event Grid writes to has to be there first, and goes last when the stack is destroyed. The subscription that
      // was registered before is there by now; it goes after this one, since Azure deletes one of a topic at a time.
      dependsOn: [...(endpoint?.ready ?? []), ...(kept?.ready ?? []), ...(before === undefined ? [] : [before])],
      // Azure takes the schema at creation only; the provider would try to change it in place.
      replaceOnChanges: ["eventDeliverySchema"],
      // The name stays, so that the new one can only be made once the old one is gone.
      deleteBeforeReplace: true,
    },
  );
}

/** A failed registration rejects every output. The engine has reported it, and the program has no need to fail as well. */
function keepRejectionsQuiet(resource: pulumi.Resource): void {
  for (const output of Object.values(resource)) {
    if (pulumi.Output.isInstance(output)) void settled(output);
  }
}

/**
 * How long it may take until all of Azure knows a role (Azure docs, troubleshooting of role assignments), in
 * milliseconds.
 */
const longest = 10 * 60 * 1000;

/**
 * Says, before the first subscription is written, that roles in `ready`, which subscriptions wait for, are new and may not
 * be known everywhere yet. A program cannot say it afterwards: the engine ends the program when a resource fails, and does
 * not tell it why.
 */
async function sayThatRolesTakeTime(ready: readonly Dependency[], parent: pulumi.Resource): Promise<void> {
  const roles = new Set(ready.filter((one) => one instanceof RoleAssignment));
  const created = await Promise.all([...roles].map((role) => settled(role.createdOn)));
  const isNew = created.some((one) => one.state === "known" && Date.now() - Date.parse(one.value) < longest);
  if (!isNew) return;
  await pulumi.log.info(
    "The roles of the topic's identity were assigned moments ago. Azure needs some minutes until it knows a role everywhere. If Azure refuses a subscription because the identity is not authorized, run the same command again later. What is deployed stays as it is.",
    parent,
  );
}
