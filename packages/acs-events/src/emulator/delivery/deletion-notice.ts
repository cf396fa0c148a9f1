import { eventSubscriptionResource, isEventSubscriptionToken } from "../event-subscription-resource.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { readDestination } from "./destinations.ts";
import { renderDelivery, schemaOf, toDeliverySchema } from "./envelope.ts";
import type { LocalHttp } from "./local-http.ts";
import { randomGuid } from "./random-guid.ts";
import type { Redirects } from "./redirects.ts";

export interface NoticeSurroundings {
  readonly store: Pick<Store, "onChange">;
  readonly redirects: Redirects;
  readonly http: LocalHttp;
  readonly random: () => number;
  readonly now: () => number;
  readonly patience: number;
  readonly run: (work: () => Promise<void>) => void;
}

/**
 * Tells a webhook that its subscription is deleted: one request with `aeg-event-type: SubscriptionDeletion` (Azure docs,
 * includes/message-headers; the event is `Microsoft.EventGrid.SubscriptionDeletedEvent` of `@azure/eventgrid`), whose
 * answer changes nothing. Only a webhook that had agreed to the events is told. The answer ends it.
 */
export function notifyOfDeletions({ store, run, ...surroundings }: NoticeSurroundings): () => void {
  return store.onChange((change) => {
    if (change.kind !== "removed") return;
    if (!isEventSubscriptionToken(change.resource.token)) return;
    const subscription = eventSubscriptionResource(change.resource);
    if (subscription.provisioningState === "Succeeded") run(() => notify(subscription, surroundings));
  });
}

async function notify(
  subscription: EventSubscriptionResource,
  { redirects, http, random, now, patience }: Omit<NoticeSurroundings, "store" | "run">,
): Promise<void> {
  const destination = readDestination(subscription.destination);
  if (destination.kind !== "webhook") return;
  const redirected = redirects.webhook(destination.endpointUrl);
  if (redirected.kind === "nowhere") return;
  const id = randomGuid(random);
  const schema = schemaOf(subscription);
  const event = toDeliverySchema(
    {
      id,
      topic: subscription.topicId,
      subject: "",
      data: { eventSubscriptionId: subscription.id },
      eventType: "Microsoft.EventGrid.SubscriptionDeletedEvent",
      eventTime: new Date(now()).toISOString(),
      metadataVersion: "1",
      dataVersion: "1",
    },
    schema,
  );
  if (event === undefined) return;
  const { headers, body } = renderDelivery({
    kind: "SubscriptionDeletion",
    schema,
    subscription: subscription.name,
    events: [event],
    deliveryCount: 0,
    outputEventId: id,
    batching: false,
    attributes: destination.attributes,
  });
  await http.send({ method: "POST", url: redirected.url, headers, body }, { answer: patience });
}
