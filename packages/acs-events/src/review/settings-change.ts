import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";
import { type FindingDraft, finding } from "./change.ts";
import { deadLetterChange } from "./dead-letter-change.ts";
import { declaredDifferences, isPlanBesideDeployed } from "./declared-destination.ts";
import { hiddenPaths } from "./hidden-changes.ts";
import { minimumTlsName, minimumTlsOf } from "./minimum-tls.ts";

/** What changes beside the filter, each with its consequence. Both sides are one subscription. */
export function settingsChanges(base: SubscriptionRecord, head: SubscriptionRecord): readonly FindingDraft[] {
  // Of a filter alone, nothing else was said.
  if (base.filterOnly || head.filterOnly) return [];
  return [
    ...destinationChange(base, head),
    ...schemaChange(base, head),
    ...attemptsChange(base, head),
    ...timeToLiveChange(base, head),
    ...deadLetterChange(base, head),
    ...expiryChange(base, head),
    ...stackChange(base, head),
  ];
}

function destinationChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const before = endpointName(base);
  const after = endpointName(head);
  if (isPlanBesideDeployed(base, head)) return [...declaredChange(base, head), ...minimumTlsChange(base, head)];
  const hidden = hiddenPaths(base, head);
  if (hidden.includes("destination")) return [];
  if (before !== after) {
    return [finding("destination-changed", `Events go to ${after} and no longer to ${before}.`, [before, after])];
  }
  const { deliveryIdentity: was } = base;
  const { deliveryIdentity: is } = head;
  const identity =
    same(was, is) || was === undefined
      ? []
      : [
          finding(
            "delivery-identity-changed",
            `Event Grid delivers ${identityOf(is)} and no longer ${identityOf(was)}; ${after} has to let it.`,
            [was, is],
          ),
        ];
  // What cannot be seen on one side is compared by nobody here: it has findings of its own.
  const [from, to] = [base, head].map(({ destination }) => withoutHidden(destination, hidden));
  const names = differingNames(from ?? null, to ?? null);
  const beside = [...identity, ...minimumTlsChange(base, head)];
  return names === ""
    ? beside
    : [
        ...beside,
        finding("destination-changed", `How ${after} is delivered to changes: ${names}.`, [
          base.destination,
          head.destination,
        ]),
      ];
}

function declaredChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const { place, names } = declaredDifferences(base, head);
  const [before, after] = [endpointName(base), endpointName(head)];
  if (place) {
    return [finding("destination-changed", `Events go to ${after} and no longer to ${before}.`, [before, after])];
  }
  if (names.length === 0) return [];
  const message = `How ${after} is delivered to changes: ${names.join(", ")}.`;
  return [finding("destination-changed", message, [base.destination, head.destination])];
}

function minimumTlsChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const [from, to] = [minimumTlsOf(base), minimumTlsOf(head)];
  if (from === undefined || to === undefined || from === to) return [];
  const after = endpointName(head);
  const [id, then] =
    to < from
      ? (["minimum-tls-lowered", "others may read what is sent with an old version"] as const)
      : (["minimum-tls-raised", "an endpoint that speaks older versions alone gets nothing"] as const);
  return [
    finding(id, `Event Grid calls ${after} with TLS ${to} or later, before with ${from} or later: ${then}.`, [
      from,
      to,
    ]),
  ];
}

function schemaChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const [from, to] = [base.eventDeliverySchema, head.eventDeliverySchema];
  if (from === to) return [];
  const changed = `Events arrive as ${to} and no longer as ${from}. The handler has to understand the new schema, and filters on envelope keys mean something else.`;
  // Under another name both subscriptions exist for a while, the new and the old one.
  const isReplaced = base.name.toLowerCase() === head.name.toLowerCase();
  const then = isReplaced ? " The subscription is deleted and created again, and events in between are lost." : "";
  const message = `${changed}${then}`;
  return [finding("delivery-schema-changed", message, [from, to])];
}

function attemptsChange(
  { retryPolicy: { maxDeliveryAttempts: from } }: SubscriptionRecord,
  { retryPolicy: { maxDeliveryAttempts: to } }: SubscriptionRecord,
): FindingDraft[] {
  if (from === to) return [];
  return to < from
    ? [
        finding(
          "delivery-attempts-reduced",
          `Event Grid tries ${times(to)} and no longer ${times(from)}: a handler that is down for a while loses more.`,
          [from, to],
        ),
      ]
    : [finding("delivery-attempts-raised", `Event Grid tries ${times(to)} instead of ${times(from)}.`, [from, to])];
}

function timeToLiveChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const { eventTimeToLiveInMinutes: from } = base.retryPolicy;
  const { eventTimeToLiveInMinutes: to } = head.retryPolicy;
  if (from === to) return [];
  return to < from
    ? [
        finding(
          "time-to-live-reduced",
          `Event Grid gives an event up after ${minutes(to)} and no longer after ${minutes(from)}: a handler that is down for longer loses events.`,
          [from, to],
        ),
      ]
    : [
        finding(
          "time-to-live-raised",
          `Event Grid gives an event up after ${minutes(to)} instead of ${minutes(from)}.`,
          [from, to],
        ),
      ];
}

/** Only plans say which stack deploys; what says nothing of it there belongs to the stack that has the topic. */
function stackChange(base: SubscriptionRecord, head: SubscriptionRecord): FindingDraft[] {
  const bothPlanned = [base, head].every(({ destination }) => destination?.["endpoint"] !== undefined);
  if (!bothPlanned || base.stack === head.stack) return [];
  const [from, to] = [base.stack, head.stack].map((stack) => stack ?? "the stack that has the topic");
  const message = `It is deployed by ${to} and no longer by ${from}. Move it there before you deploy either stack. Otherwise it is deleted, and events are lost until it is created again.`;
  return [finding("stack-changed", message, [base.stack, head.stack])];
}

function expiryChange(
  { expirationTimeUtc: from }: SubscriptionRecord,
  { expirationTimeUtc: to }: SubscriptionRecord,
): FindingDraft[] {
  // Azure prints one moment in several ways.
  if (from === to || (from !== null && to !== null && Date.parse(from) === Date.parse(to))) return [];
  if (to === null) return [finding("expiry-changed", `It no longer ends on ${from}.`, [from, to])];
  return [
    finding(
      "expiry-changed",
      `It ends on ${to}${from === null ? "" : ` and no longer on ${from}`}; Event Grid removes it then.`,
      [from, to],
    ),
  ];
}

function identityOf(identity: SubscriptionRecord["deliveryIdentity"]): string {
  return identity === null
    ? "by its own access"
    : `with the identity ${String(identity["userAssignedIdentity"] ?? identity["type"])}`;
}

function withoutHidden(destination: SubscriptionRecord["destination"], hidden: readonly string[]) {
  if (destination === null) return null;
  return Object.fromEntries(Object.entries(destination).filter(([name]) => !hidden.includes(`destination.${name}`)));
}

function differingNames(a: SubscriptionRecord["destination"], b: SubscriptionRecord["destination"]): string {
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  names.delete(minimumTlsName);
  return [...names].filter((name) => !same(a?.[name], b?.[name])).join(", ");
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
