import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";
import { finding, type ReviewFinding } from "./change.ts";

/** What changes beside the filter, each with its consequence. Both sides are one subscription. */
export function settingsChanges(base: SubscriptionRecord, head: SubscriptionRecord): readonly ReviewFinding[] {
  return [
    ...destinationChange(base, head),
    ...schemaChange(base, head),
    ...attemptsChange(base, head),
    ...timeToLiveChange(base, head),
    ...deadLetterChange(base, head),
    ...expiryChange(base, head),
  ];
}

/** Where the events go, for a reader: the endpoint's name if a plan says one, else what Azure calls it. */
export function endpointOf({ destination }: SubscriptionRecord): string {
  if (destination === null) return "nowhere that is said";
  const { endpoint, endpointType, endpointBaseUrl, resourceId, queueName } = destination;
  const place = endpoint ?? endpointBaseUrl ?? (queueName === undefined ? lastName(resourceId) : queueName);
  return typeof place === "string" && place !== "" ? place : String(endpointType ?? "an unknown destination");
}

function destinationChange(base: SubscriptionRecord, head: SubscriptionRecord): ReviewFinding[] {
  const before = endpointOf(base);
  const after = endpointOf(head);
  if (before !== after) {
    return [finding("destination-changed", `Events go to ${after} and no longer to ${before}.`)];
  }
  const { deliveryIdentity: from } = base;
  const { deliveryIdentity: to } = head;
  const identity =
    same(from, to) || from === undefined
      ? []
      : [
          finding(
            "delivery-identity-changed",
            `Event Grid delivers ${identityOf(to)} and no longer ${identityOf(from)}; ${after} has to let it.`,
          ),
        ];
  return same(base.destination, head.destination)
    ? identity
    : [
        ...identity,
        finding(
          "destination-changed",
          `How ${after} is delivered to changes: ${differingNames(base.destination, head.destination)}.`,
        ),
      ];
}

function schemaChange(
  { eventDeliverySchema: from }: SubscriptionRecord,
  { eventDeliverySchema: to }: SubscriptionRecord,
): ReviewFinding[] {
  if (from === to) return [];
  const message = `Events arrive as ${to} and no longer as ${from}: the handler has to understand it, filters on envelope keys mean something else, and the subscription is deleted and created again; events in between are lost.`;
  return [finding("delivery-schema-changed", message)];
}

function attemptsChange(
  { retryPolicy: { maxDeliveryAttempts: from } }: SubscriptionRecord,
  { retryPolicy: { maxDeliveryAttempts: to } }: SubscriptionRecord,
): ReviewFinding[] {
  if (from === to) return [];
  return to < from
    ? [
        finding(
          "delivery-attempts-reduced",
          `Event Grid tries ${times(to)} and no longer ${times(from)}: a handler that is down for a while loses more.`,
        ),
      ]
    : [finding("delivery-attempts-raised", `Event Grid tries ${times(to)} instead of ${times(from)}.`)];
}

function timeToLiveChange(base: SubscriptionRecord, head: SubscriptionRecord): ReviewFinding[] {
  const { eventTimeToLiveInMinutes: from } = base.retryPolicy;
  const { eventTimeToLiveInMinutes: to } = head.retryPolicy;
  if (from === to) return [];
  return to < from
    ? [
        finding(
          "time-to-live-reduced",
          `Event Grid gives an event up after ${minutes(to)} and no longer after ${minutes(from)}: a handler that is down for longer loses events.`,
        ),
      ]
    : [
        finding(
          "time-to-live-raised",
          `Event Grid gives an event up after ${minutes(to)} instead of ${minutes(from)}.`,
        ),
      ];
}

function deadLetterChange(
  { deadLetterDestination: from }: SubscriptionRecord,
  { deadLetterDestination: to }: SubscriptionRecord,
): ReviewFinding[] {
  if (same(from, to)) return [];
  if (to === null)
    return [
      finding("dead-letters-dropped", "Undelivered events are no longer kept: what cannot be delivered is gone."),
    ];
  if (from === null) return [finding("dead-letters-kept", `Undelivered events are kept now, in ${containerOf(to)}.`)];
  return [
    finding(
      "dead-letters-moved",
      `Undelivered events are kept in ${containerOf(to)} and no longer in ${containerOf(from)}.`,
    ),
  ];
}

function expiryChange(
  { expirationTimeUtc: from }: SubscriptionRecord,
  { expirationTimeUtc: to }: SubscriptionRecord,
): ReviewFinding[] {
  if (from === to) return [];
  if (to === null) return [finding("expiry-changed", `It no longer ends on ${from}.`)];
  return [
    finding(
      "expiry-changed",
      `It ends on ${to}${from === null ? "" : ` and no longer on ${from}`}; Event Grid removes it then.`,
    ),
  ];
}

function identityOf(identity: SubscriptionRecord["deliveryIdentity"]): string {
  return identity === null
    ? "by its own access"
    : `with the identity ${String(identity["userAssignedIdentity"] ?? identity["type"])}`;
}

function containerOf(destination: Readonly<Record<string, unknown>>): string {
  return `the container ${String(destination["blobContainerName"] ?? "of another account")}`;
}

function differingNames(a: SubscriptionRecord["destination"], b: SubscriptionRecord["destination"]): string {
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  return [...names].filter((name) => !same(a?.[name], b?.[name])).join(", ");
}

function lastName(id: unknown): string | undefined {
  return typeof id === "string" ? id.split("/").at(-1) : undefined;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}

/** Equal as JSON, whatever the order of properties; null, "", [] and absent are no difference. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(
          Object.entries(one)
            .filter(([, inner]) => !isNothing(inner))
            .sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : one,
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
