import type { Event } from "../../catalog/event.ts";
import { listed } from "../../filter-rules/wording.ts";
import type { Relation } from "../../filter-sets/index.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { Change } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import { shortEvent } from "../../review/event-in-words.ts";
import { endpointName } from "../../subscription-set/endpoint-name.ts";
import { isSecretAttribute } from "../../subscription-set/secret-header.ts";
import { hasKnownName, type Properties, type SubscriptionRecord } from "../../subscription-set/subscription-record.ts";

/** What is deployed, beside what is in code. Plain data; every report is printed from it. */
export interface Drift {
  readonly schemaVersion: 1;
  readonly stack: string;
  /** Sorted by subscription; empty where Azure has what the code says. */
  readonly differences: readonly DriftDifference[];
  /** What could not be compared, and what is not deployed on purpose. */
  readonly notes: readonly string[];
  readonly summary: {
    readonly inAzure: number;
    readonly inCode: number;
    readonly onlyInAzure: number;
    readonly onlyInCode: number;
    readonly different: number;
  };
}

export interface DriftDifference {
  readonly subscription: string;
  readonly kind: "only-in-azure" | "only-in-code" | "different";
  readonly team?: string;
  readonly differs: readonly DriftedProperty[];
  /** Present where the filters do not let the same events through. */
  readonly filter?: {
    /** From what is deployed to what is in code. */
    readonly relation: Relation;
    /** An event that only the deployed filter lets through, and one that only the filter in code does. */
    readonly onlyInAzure: Event | null;
    readonly onlyInCode: Event | null;
  };
}

export interface DriftedProperty {
  /** In Azure's words: `retryPolicy.maxDeliveryAttempts`. */
  readonly path: string;
  /** Whole sentences, with "in Azure" and "in code". */
  readonly message: string;
  readonly inAzure?: unknown;
  readonly inCode?: unknown;
}

/** Compares what is deployed with the plan of a stack by what it means. A pending subscription is deployed later. */
export function compareWithCode(
  stack: string,
  deployed: readonly SubscriptionRecord[],
  planned: readonly SubscriptionRecord[],
): Drift {
  const named = deployed.filter(hasKnownName);
  const pending = planned.filter((one) => one.pending === true);
  const there = new Map(named.map((one) => [one.name.toLowerCase(), one]));
  const code = new Map(planned.map((one) => [one.name.toLowerCase(), one]));
  const { changes } = compareSubscriptions(named, planned, { complete: false });
  const byName = new Map(changes.map((one) => [one.subscription.toLowerCase(), one]));
  const differences: DriftDifference[] = [];
  for (const name of [...new Set([...there.keys(), ...code.keys()])].sort()) {
    const [azure, own] = [there.get(name), code.get(name)];
    const one = azure ?? own;
    if (one === undefined || (azure === undefined && own?.pending === true)) continue;
    const team = own?.team ?? azure?.team;
    const about = { subscription: one.name, ...(team === undefined ? {} : { team }) };
    if (azure === undefined || own === undefined) {
      differences.push({ ...about, kind: azure === undefined ? "only-in-code" : "only-in-azure", differs: [] });
      continue;
    }
    const change = byName.get(name);
    const differs = [...(change === undefined ? [] : propertiesOf(change, azure, own)), ...labels(azure, own)];
    const filter = change === undefined ? undefined : filterOf(change);
    if (differs.length > 0 || filter !== undefined)
      differences.push({ ...about, kind: "different", differs, ...(filter === undefined ? {} : { filter }) });
  }
  const count = (kind: DriftDifference["kind"]): number => differences.filter((one) => one.kind === kind).length;
  return {
    schemaVersion: 1,
    stack,
    differences,
    notes: [
      ...deployed.filter((one) => !hasKnownName(one)).map(unnamedNote),
      ...pending.filter(({ name }) => !there.has(name.toLowerCase())).map(pendingNote),
    ],
    summary: {
      inAzure: deployed.length,
      inCode: planned.length,
      onlyInAzure: count("only-in-azure"),
      onlyInCode: count("only-in-code"),
      different: count("different"),
    },
  };
}

function unnamedNote({ name }: SubscriptionRecord): string {
  return `${name}: its name in Azure is not in the input, so that it is not compared.`;
}

function pendingNote({ name }: SubscriptionRecord): string {
  return `${name} is pending in code: it is deployed once its endpoint is there.`;
}

function filterOf({ filter, findings }: Change): DriftDifference["filter"] {
  const { relation, lost, gained } = filter;
  const differs = findings.some(
    ({ id }) => id.startsWith("filter-") && id !== "filter-same" && id !== "filter-never-matches",
  );
  return differs && relation !== "same" ? { relation, onlyInAzure: lost, onlyInCode: gained } : undefined;
}

/** What a finding of the comparison is about, in the words of a reader who asks what is deployed. */
const properties: ReadonlyMap<string, (azure: SubscriptionRecord, code: SubscriptionRecord) => DriftedProperty> =
  new Map([
    ["delivery-schema-changed", schema],
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

function propertiesOf({ findings }: Change, azure: SubscriptionRecord, code: SubscriptionRecord): DriftedProperty[] {
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
  // The endpoint of a plan has a name that Azure does not know: the names differ where the place is the same too.
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

/** What the filters let through on one side only, as sentences. */
export function filterSentences({ filter }: DriftDifference): readonly string[] {
  if (filter === undefined) return [];
  const { relation, onlyInAzure, onlyInCode } = filter;
  const example = (event: Event | null): string => (event === null ? "" : `, for example ${shortEvent(event)}`);
  switch (relation) {
    case "narrowed":
      return [`The filter in Azure lets more events through than the one in code${example(onlyInAzure)}.`];
    case "widened":
      return [`The filter in code lets more events through than the one in Azure${example(onlyInCode)}.`];
    case "overlapping":
    case "disjoint":
      return [
        `The filter in Azure lets events through that the one in code does not${example(onlyInAzure)}.`,
        `The filter in code lets events through that the one in Azure does not${example(onlyInCode)}.`,
      ];
    case "undecided":
      return ["The filters in Azure and in code differ; what that means for events could not be decided."];
    case "same":
      return [];
  }
}
