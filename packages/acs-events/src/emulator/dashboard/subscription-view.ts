import { conditionsOf } from "../../filters/explain/explain.ts";
import { askedOf } from "../../filters/explain/render-explanation.ts";
import { type Destination, readDestination, shownDestination } from "../delivery/destinations.ts";
import { schemaOf } from "../delivery/envelope.ts";
import { nameOf } from "../resources/azure-id.ts";
import type { EventSubscriptionResource } from "../store.ts";
import type { DeliveryCounts, PlaceView, SubscriptionView } from "./views.ts";
import { filterOf } from "./why-not-delivered.ts";

/** A subscription as the page shows it. `declaredAt`: where it is declared, where that is known. */
export function viewSubscription(
  subscription: EventSubscriptionResource,
  counts: DeliveryCounts,
  declaredAt: PlaceView | undefined,
): SubscriptionView {
  return { ...viewOnce(subscription), ...(declaredAt === undefined ? {} : { declaredAt }), counts };
}

type Unchanging = Omit<SubscriptionView, "counts" | "declaredAt">;

/** A subscription that changes is another object. */
const views = new WeakMap<EventSubscriptionResource, Unchanging>();

function viewOnce(subscription: EventSubscriptionResource): Unchanging {
  const known = views.get(subscription);
  if (known !== undefined) return known;
  const made = viewUnchanging(subscription);
  views.set(subscription, made);
  return made;
}

function viewUnchanging(subscription: EventSubscriptionResource): Unchanging {
  const { name, labels, provisioningState } = subscription;
  const filter = filterOf(subscription);
  const destination = readDestination(subscription.destination);
  const endpoint = handlerOf(destination);
  const conditions = conditionsOf(filter).filter(({ operator }) => operator !== "includedEventTypes");
  const ofSubject = filter.subjectBeginsWith !== "" || filter.subjectEndsWith !== "";
  return {
    name,
    team: labelled(labels, "team"),
    owner: labelled(labels, "owner"),
    eventTypes: filter.eventTypes,
    conditions: [
      ...conditions.map(askedOf),
      ...(filter.isSubjectCaseSensitive && ofSubject ? ["the subject is compared with case"] : []),
      ...(filter.enableAdvancedFilteringOnArrays && filter.advancedFilters.length > 0
        ? ["conditions look into arrays"]
        : []),
    ],
    destination: viewDestination(destination),
    details: detailsOf(subscription, destination),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(provisioningState === "Succeeded" ? {} : { trouble: `its provisioning state is ${provisioningState}` }),
  };
}

/** What the handler of a destination is named by where it is to fail on purpose; undefined where there is none. */
export function handlerOf(destination: Destination): string | undefined {
  const { kind } = destination;
  return kind === "webhook" || kind === "azure-function" ? shownDestination(destination) : undefined;
}

function labelled(labels: readonly string[], name: string): string {
  const label = labels.find((each) => each.startsWith(`${name}=`));
  return label === undefined ? "" : label.slice(name.length + 1);
}

const kinds: Readonly<Record<Destination["kind"], string>> = {
  webhook: "webhook",
  "azure-function": "function",
  "storage-queue": "storage queue",
  "service-bus-queue": "Service Bus queue",
  "service-bus-topic": "Service Bus topic",
  "event-hub": "event hub",
  unknown: "not known here",
};

function viewDestination(destination: Destination): SubscriptionView["destination"] {
  const full = shownDestination(destination);
  const shown = destination.kind === "webhook" || destination.kind === "unknown" ? full : nameOf(full);
  return { kind: kinds[destination.kind], shown };
}

function detailsOf(subscription: EventSubscriptionResource, destination: Destination): readonly string[] {
  const { retryPolicy, deadLetter, expirationTimeUtc } = subscription;
  const { maxDeliveryAttempts, eventTimeToLiveInMinutes } = retryPolicy;
  const schema = schemaOf(subscription) === "CloudEventSchemaV1_0" ? "CloudEvents 1.0" : "Event Grid schema";
  const attempts = maxDeliveryAttempts === 1 ? "1 attempt" : `${maxDeliveryAttempts} attempts`;
  return [
    schema,
    `at most ${attempts} in ${duration(eventTimeToLiveInMinutes)}`,
    deadLetter === undefined
      ? "undelivered events are dropped"
      : `undelivered events go to the container ${deadLetter.container}`,
    ...(expirationTimeUtc === undefined ? [] : [`expires ${expirationTimeUtc}`]),
    ...(destination.kind === "webhook" || destination.kind === "unknown" ? [] : [shownDestination(destination)]),
  ];
}

function duration(minutes: number): string {
  if (minutes % 60 !== 0) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
}
