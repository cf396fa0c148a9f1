import { listed } from "../../filter-rules/wording.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { canonical } from "../../review/canonical.ts";
import type { Change } from "../../review/change.ts";
import { minimumTlsName, minimumTlsOf } from "../../review/minimum-tls.ts";
import { endpointName } from "../../subscription-set/endpoint-name.ts";
import { renderSubscription } from "../../subscription-set/read-subscription.ts";
import { isSecretAttribute } from "../../subscription-set/secret-header.ts";
import type { Properties, SubscriptionRecord } from "../../subscription-set/subscription-record.ts";

export interface DriftedProperty {
  /** In Azure's words: `retryPolicy.maxDeliveryAttempts`. */
  readonly path: string;
  /** Whole sentences, with "in Azure" and "in code". */
  readonly message: string;
  readonly inAzure?: unknown;
  readonly inCode?: unknown;
}

/** What a finding of the comparison is about, in the words of a reader who asks what is deployed. */
const properties: ReadonlyMap<string, (azure: SubscriptionRecord, code: SubscriptionRecord) => DriftedProperty> =
  new Map([
    ["delivery-schema-changed", schema],
    ["minimum-tls-lowered", minimumTls],
    ["minimum-tls-raised", minimumTls],
    ["delivery-attempts-reduced", attempts],
    ["delivery-attempts-raised", attempts],
    ["time-to-live-reduced", timeToLive],
    ["time-to-live-raised", timeToLive],
    ["dead-letters-dropped", deadLetters],
    ["dead-letters-moved", deadLetters],
    ["dead-letters-kept", deadLetters],
    ["expiry-changed", expiry],
    ["delivery-identity-changed", identity],
    ["dead-letter-identity-changed", deadLetterIdentity],
  ]);

function schema(
  { eventDeliverySchema: a }: SubscriptionRecord,
  { eventDeliverySchema: b }: SubscriptionRecord,
): DriftedProperty {
  return property("eventDeliverySchema", "The delivery schema", a, b);
}

function expiry(
  { expirationTimeUtc: a }: SubscriptionRecord,
  { expirationTimeUtc: b }: SubscriptionRecord,
): DriftedProperty {
  return property("expirationTimeUtc", "The end", a ?? "never", b ?? "never");
}

function minimumTls(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty {
  const path = `destination.${minimumTlsName}`;
  return property(path, "The oldest TLS version for the webhook", minimumTlsOf(azure), minimumTlsOf(code));
}

function attempts({ retryPolicy: a }: SubscriptionRecord, { retryPolicy: b }: SubscriptionRecord): DriftedProperty {
  return property(
    "retryPolicy.maxDeliveryAttempts",
    "The number of attempts",
    a.maxDeliveryAttempts,
    b.maxDeliveryAttempts,
  );
}

function timeToLive({ retryPolicy: a }: SubscriptionRecord, { retryPolicy: b }: SubscriptionRecord): DriftedProperty {
  const path = "retryPolicy.eventTimeToLiveInMinutes";
  return property(path, "The time to live in minutes", a.eventTimeToLiveInMinutes, b.eventTimeToLiveInMinutes);
}

function deadLetters(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty {
  const [one, other] = [azure.deadLetterDestination, code.deadLetterDestination];
  const isSameName = one?.["blobContainerName"] === other?.["blobContainerName"];
  const [a, b] = [one, other].map((store) => containerOf(store, isSameName));
  return property("deadLetterDestination", "The container for undelivered events", a, b);
}

function containerOf(destination: Properties | null, withAccount: boolean): string {
  if (destination === null) return "none";
  const { blobContainerName, resourceId } = destination;
  const account = withAccount && typeof resourceId === "string" ? ` of ${resourceId.split("/").at(-1)}` : "";
  return `${String(blobContainerName ?? "of another account")}${account}`;
}

function deadLetterIdentity(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty {
  const [a, b] = [azure, code].map(({ deadLetterIdentity: deliveryIdentity, deadLetterDestination: destination }) =>
    identityOf({ deliveryIdentity, destination }),
  );
  return property("deadLetterWithResourceIdentity", "The identity that writes undelivered events", a, b);
}

function identity(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty {
  const [inAzure, inCode] = [identityOf(azure), identityOf(code)];
  // Of an id, the name at its end says most.
  const name = (id: string): string => shown(id.split("/").at(-1));
  const message = `The identity that delivers is ${name(inAzure)} in Azure and ${name(inCode)} in code.`;
  return { path: "deliveryWithResourceIdentity", message, inAzure, inCode };
}

function identityOf({
  deliveryIdentity: identity,
  destination,
}: Pick<SubscriptionRecord, "deliveryIdentity" | "destination">): string {
  const planned = destination?.["deliveryIdentity"];
  return String(identity?.["userAssignedIdentity"] ?? identity?.["type"] ?? planned ?? "none");
}

function property(path: string, what: string, inAzure: unknown, inCode: unknown): DriftedProperty {
  const message = `${what} is ${said(inAzure)} in Azure and ${said(inCode)} in code.`;
  return { path, message, inAzure, inCode };
}

function said(value: unknown): string {
  return typeof value === "number" ? String(value) : shown(value);
}

export function propertiesOf(
  { findings }: Change,
  azure: SubscriptionRecord,
  code: SubscriptionRecord,
): DriftedProperty[] {
  return findings.flatMap(({ id, message }): DriftedProperty[] => {
    const known = properties.get(id)?.(azure, code);
    if (known !== undefined) return [known];
    if (id === "destination-changed") return [destination(azure, code, message)];
    // A hidden value that a preview compared; nothing else that is about the two sides of one subscription.
    return id === "hidden-value-changed" ? [{ path: "", message }] : [];
  });
}

function destination(azure: SubscriptionRecord, code: SubscriptionRecord, change: string): DriftedProperty {
  const [a, b] = [endpointName(azure), endpointName(code)];
  // Azure does not know the name of an endpoint in a plan: two names can mean the same place.
  const [, names] = /^How .* is delivered to changes: (.*)\.$/.exec(change) ?? [];
  if (names === undefined) return property("destination", "The destination", a, b);
  if (names === "deliveryIdentity") return identity(azure, code);
  const message = `How events are delivered differs in Azure and in code: ${names}.`;
  const [inAzure, inCode] = [azure, code].map(({ destination: one }) =>
    Object.fromEntries(names.split(", ").map((name) => [name, shownOf(name, one)])),
  );
  return { path: "destination", message, inAzure, inCode };
}

/** The value of a destination's property; of delivery attributes, those that are no secret. */
function shownOf(name: string, destination: Properties | null | undefined): unknown {
  const value = destination?.[name] ?? null;
  if (name !== "deliveryAttributeMappings" || !Array.isArray(value)) return value;
  return value.filter((one: unknown) => isJsonObject(one) && !isSecretAttribute(one));
}

/** Differences that a review omits, since it compares plans, but that matter to somebody who looks at Azure. */
export function besideTheChange(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty[] {
  return [...labels(azure, code), ...writer(azure, code), ...state(azure)];
}

/** The program writes to the container of the stack as the topic; a plan says nothing of that. */
function writer(azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty[] {
  const { deadLetterDestination: store, deadLetterIdentity: identity } = azure;
  const isOfStack = code.deadLetterDestination !== null && code.deadLetterDestination["resourceId"] === undefined;
  // Without an account the input is another plan, and not from Azure.
  if (!isOfStack || typeof store?.["resourceId"] !== "string") return [];
  const inAzure = identityOf({ deliveryIdentity: identity, destination: store });
  const isHidden = identity !== null && typeof identity["type"] !== "string";
  if (inAzure === "SystemAssigned" || isHidden) return [];
  const what = "The identity that writes undelivered events";
  return [property("deadLetterWithResourceIdentity", what, inAzure, "SystemAssigned")];
}

function state({ raw }: SubscriptionRecord): DriftedProperty[] {
  const state = raw["provisioningState"];
  if (typeof state !== "string" || state === "" || state === "Succeeded") return [];
  const message = `Its state is ${shown(state)} in Azure: the last write to it is not completed, or has failed.`;
  return [{ path: "provisioningState", message, inAzure: state }];
}

/** A name is unique on a topic: an input that has it twice with different settings contradicts itself. */
export function twice(azure: SubscriptionRecord, again: readonly SubscriptionRecord[]): DriftedProperty[] {
  const said = (one: SubscriptionRecord): string => canonical({ ...renderSubscription(one), name: "" });
  if (again.every((one) => said(one) === said(azure))) return [];
  return [
    {
      path: "name",
      message: "The input has this name more than once, with other settings. The first one is compared.",
    },
  ];
}

/** Labels are a set: Azure keeps their order, and nothing reads it. */
function labels({ labels: a }: SubscriptionRecord, { labels: b }: SubscriptionRecord): DriftedProperty[] {
  const onlyInAzure = a.filter((label) => !b.includes(label));
  const onlyInCode = b.filter((label) => !a.includes(label));
  if (onlyInAzure.length === 0 && onlyInCode.length === 0) return [];
  const parts = [
    ...(onlyInAzure.length === 0 ? [] : [`only in Azure: ${listed(onlyInAzure.map(shown))}`]),
    ...(onlyInCode.length === 0 ? [] : [`only in code: ${listed(onlyInCode.map(shown))}`]),
  ];
  return [{ path: "labels", message: `The labels differ; ${parts.join("; ")}.`, inAzure: a, inCode: b }];
}
