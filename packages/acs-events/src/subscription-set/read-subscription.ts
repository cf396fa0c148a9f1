import { readFilter, renderFilter } from "../filters/azure-json/index.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { DeclaredAt } from "../plan/declared-at.ts";
import { type AttachedTo, attachedToOfJson, isOfCommunicationServices } from "./attached-to.ts";
import { hiddenFinding, mattersToReader } from "./hidden-findings.ts";
import { readingFindings } from "./reading-findings.ts";
import {
  defaultRetryPolicy,
  type HiddenValue,
  type Properties,
  type RetryPolicy,
  type SubscriptionRecord,
  unnamed,
} from "./subscription-record.ts";
import { unknownSettings, unreadFindings, unreadSettings } from "./unread-settings.ts";

/** One subscription as JSON, and what the form it came in knows of it. */
export interface SubscriptionJson {
  /** Azure's JSON, either flat or with `properties`. */
  readonly json: unknown;
  /** The name, where the form has it elsewhere. */
  readonly name?: string;
  /** The name is not known, and `name` is a place in the input; `written` is how the input writes the name. */
  readonly unknownName?: { readonly written?: string; readonly why?: HiddenValue["why"] };
  readonly hidden?: readonly HiddenValue[];
  /** By the words of the input, settings that it makes in a way which is not read. */
  readonly unread?: Properties;
  readonly filterOnly?: true;
  /** What it belongs to, where the form says it outside of the subscription's own `id` and `topic`. */
  readonly attachedTo?: AttachedTo;
}

export interface ReadSubscription {
  readonly record: SubscriptionRecord;
  readonly findings: readonly Finding[];
}

/** What Azure prints of a subscription beside what can be set; kept, not reported. */
const outputs = ["id", "type", "topic", "provisioningState", "systemData", "resourceGroup", "etag", "azureApiVersion"];
/** What belongs to the resource around it in a template or a Pulumi program. */
const surroundings = [
  ...["apiVersion", "dependsOn", "condition", "copy", "comments", "scope", "existing", "metadata", "location", "tags"],
  ...["resourceGroupName", "systemTopicName", "eventSubscriptionName", "resources"],
];
/** What can be set of a subscription in Azure. */
const settable = [
  ...["name", "filter", "destination", "deliveryWithResourceIdentity"],
  ...["deadLetterDestination", "deadLetterWithResourceIdentity"],
  ...["retryPolicy", "eventDeliverySchema", "labels", "expirationTimeUtc"],
];
/** What a plan says beside it. */
const planned = ["team", "owner", "stack", "declaredAt", "pending"];

/** Reads one subscription. Wrong shapes become findings; nothing in the JSON makes it throw. */
export function readSubscription(source: SubscriptionJson): ReadSubscription {
  const findings: Finding[] = [];
  const { json } = source;
  if (!isJsonObject(json)) {
    const message = `An event subscription is an object with name, filter and destination, but here is ${shown(json)}.`;
    findings.push(finding(readingFindings, "subscription-not-object", { message, path: "", value: json }));
  }
  const given = flattened(isJsonObject(json) ? json : {});
  const read = readFilter(given["filter"] ?? {});
  findings.push(...read.findings);
  const delivery = identityAndInner(given["deliveryWithResourceIdentity"], "destination");
  const deadLetter = identityAndInner(given["deadLetterWithResourceIdentity"], "deadLetterDestination");
  const labels = readLabels(given["labels"], findings);
  const team = textOf(given["team"]) ?? labelled(labels, "team");
  const owner = textOf(given["owner"]) ?? labelled(labels, "owner");
  const named = labelled(labels, "name");
  const declaredName = team !== undefined && named?.startsWith(`${team}-`) ? named : undefined;
  const stack = textOf(given["stack"]);
  const place = readPlace(given["declaredAt"]);
  const attachedTo = source.attachedTo ?? attachedToOfJson(given);
  const raw = rest(given, findings);
  const unknown = unreadSettings(given);
  findings.push(...unknownSettings(unknown), ...unreadFindings(source.unread));
  const unread = { ...unknown, ...source.unread };
  const skipped = !isJsonObject(json) || read.findings.some(({ level }) => level === "error");
  const record: SubscriptionRecord = Object.freeze({
    kind: "subscription-record" as const,
    name: source.name ?? readName(given, findings),
    ...(source.unknownName === undefined ? {} : { nameIsPlace: true as const }),
    filter: read.filter,
    ...(listsNoEventTypes(given["filter"], source.hidden) ? { eventTypesByDefault: true as const } : {}),
    destination: flatDestination(readObject(given, "destination", findings) ?? delivery.inner),
    deadLetterDestination: flatDestination(readObject(given, "deadLetterDestination", findings) ?? deadLetter.inner),
    deliveryIdentity: delivery.identity,
    deadLetterIdentity: deadLetter.identity,
    retryPolicy: readRetryPolicy(given, findings),
    eventDeliverySchema: readText(given, "eventDeliverySchema", findings) ?? "EventGridSchema",
    labels,
    expirationTimeUtc: readText(given, "expirationTimeUtc", findings) ?? null,
    ...(team === undefined ? {} : { team }),
    ...(owner === undefined ? {} : { owner }),
    ...(declaredName === undefined ? {} : { declaredName }),
    ...(stack === undefined ? {} : { stack }),
    ...(place === undefined ? {} : { declaredAt: place }),
    ...(attachedTo === undefined ? {} : { attachedTo }),
    ...(given["pending"] === true ? { pending: true as const } : {}),
    ...(source.filterOnly ? { filterOnly: true as const } : {}),
    hidden: Object.freeze(source.hidden ?? []),
    ...(Object.keys(unread).length === 0 ? {} : { unread: Object.freeze(unread) }),
    ...(skipped ? { positions: read.positions, filterAsWritten: given["filter"] } : {}),
    raw: Object.freeze(Object.keys(read.unknown).length > 0 ? { ...raw, filter: read.unknown } : raw),
  });
  // Of what is not a subscription at all, nothing else need be said.
  if (!isJsonObject(json)) return { record, findings: findings.slice(0, 1) };
  // Drop findings about hidden values: they describe our placeholder, not the subscription. The finding about missing
  // event types is about Communication Services: a custom topic without a list has every type.
  const isOurs = isOfCommunicationServices(attachedTo) !== false;
  const visible = findings.filter(
    ({ id, path }) => !liesIn(path, source.hidden ?? []) && (isOurs || id !== "event-types-absent"),
  );
  return {
    record,
    findings: [...unknownName(source), ...visible, ...(source.hidden ?? []).filter(mattersToReader).map(hiddenFinding)],
  };
}

/** Whether `path` is a hidden place, or inside one. */
export function liesIn(path: string, hidden: readonly HiddenValue[]): boolean {
  return hidden.some((one) => path === one.path || path.startsWith(`${one.path}.`) || path.startsWith(`${one.path}[`));
}

/** A subscription in the shape that `az eventgrid system-topic event-subscription list` prints; `raw` comes last. */
export function renderSubscription(record: SubscriptionRecord): Readonly<Record<string, unknown>> {
  const { filter: unknownOfFilter, ...raw } = record.raw;
  const { destination, deadLetterDestination } = record;
  const withIdentity = record.deliveryIdentity !== null;
  const deadLetterWithIdentity = record.deadLetterIdentity !== null;
  return {
    name: record.name,
    filter: renderFilter(record.filter, isJsonObject(unknownOfFilter) ? unknownOfFilter : {}),
    destination: withIdentity ? null : destination,
    ...(withIdentity ? { deliveryWithResourceIdentity: { identity: record.deliveryIdentity, destination } } : {}),
    deadLetterDestination: deadLetterWithIdentity ? null : deadLetterDestination,
    ...(deadLetterWithIdentity
      ? { deadLetterWithResourceIdentity: { identity: record.deadLetterIdentity, deadLetterDestination } }
      : {}),
    retryPolicy: record.retryPolicy,
    eventDeliverySchema: record.eventDeliverySchema,
    labels: record.labels,
    expirationTimeUtc: record.expirationTimeUtc,
    ...(record.team === undefined ? {} : { team: record.team }),
    ...(record.owner === undefined ? {} : { owner: record.owner }),
    ...(record.stack === undefined ? {} : { stack: record.stack }),
    ...(record.declaredAt === undefined ? {} : { declaredAt: record.declaredAt }),
    ...(record.pending === undefined ? {} : { pending: record.pending }),
    ...raw,
  };
}

/** The REST form nests everything but the name under `properties`; what is nested wins. */
function flattened(json: Properties): Properties {
  let flat = json;
  while (isJsonObject(flat["properties"])) {
    const { properties, ...around } = flat;
    flat = { ...around, ...properties };
  }
  return flat;
}

function readName(given: Properties, findings: Finding[]): string {
  const { name } = given;
  if (typeof name === "string" && name !== "") return name;
  const message = `The subscription has no name; its name is its identity in Azure, but here is ${shown(name)}.`;
  findings.push(finding(readingFindings, "subscription-name-missing", { message, path: "name", value: name }));
  return unnamed;
}

function wrongType(name: string, expected: string, value: unknown, fix?: unknown): Finding {
  const message = `${name} is ${expected}, but here is ${shown(value)}.`;
  const more = fix === undefined ? {} : { fix };
  return finding(readingFindings, "subscription-property-wrong-type", { message, path: name, value, ...more });
}

function readObject(given: Properties, name: string, findings: Finding[]): Properties | null {
  const value = given[name] ?? null;
  if (value === null || isJsonObject(value)) return value;
  findings.push(wrongType(name, "an object with endpointType and what belongs to it", value));
  return null;
}

function readText(given: Properties, name: string, findings: Finding[]): string | undefined {
  const value = given[name];
  // Azure's own tools write "" for a time that is not set.
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  findings.push(wrongType(name, "a string", value));
  return undefined;
}

function readLabels(value: unknown, findings: Finding[]): readonly string[] {
  if (value === undefined || value === null) return Object.freeze([]);
  if (!Array.isArray(value)) {
    findings.push(wrongType("labels", "a list of strings", value, typeof value === "string" ? [value] : undefined));
    return Object.freeze([]);
  }
  for (const [index, label] of value.entries()) {
    if (typeof label !== "string") findings.push(wrongType(`labels[${index}]`, "a string", label));
  }
  return Object.freeze(value.filter((label): label is string => typeof label === "string"));
}

function labelled(labels: readonly string[], name: string): string | undefined {
  const label = labels.find((one) => one.startsWith(`${name}=`) && one.length > name.length + 1);
  return label?.slice(name.length + 1);
}

function readRetryPolicy(given: Properties, findings: Finding[]): RetryPolicy {
  const policy = given["retryPolicy"] ?? {};
  if (!isJsonObject(policy)) {
    findings.push(wrongType("retryPolicy", "an object with maxDeliveryAttempts and eventTimeToLiveInMinutes", policy));
    return defaultRetryPolicy;
  }
  const number = (name: keyof RetryPolicy): number => {
    const value = policy[name];
    if (typeof value === "number") return value;
    if (value !== undefined && value !== null) {
      const fix = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
      findings.push(wrongType(`retryPolicy.${name}`, "a number", value, fix));
    }
    return defaultRetryPolicy[name];
  };
  return Object.freeze({
    maxDeliveryAttempts: number("maxDeliveryAttempts"),
    eventTimeToLiveInMinutes: number("eventTimeToLiveInMinutes"),
  });
}

/** `{identity, destination}` and `{identity, deadLetterDestination}`: Azure's way to deliver with an identity. */
function identityAndInner(value: unknown, name: string): { identity: Properties | null; inner: Properties | null } {
  if (!isJsonObject(value)) return { identity: null, inner: null };
  const { identity, [name]: inner } = value;
  return { identity: isJsonObject(identity) ? identity : {}, inner: isJsonObject(inner) ? inner : null };
}

/** Flattens the REST form's `properties`, also those of delivery attribute mappings. */
function flatDestination(destination: Properties | null): Properties | null {
  if (destination === null) return null;
  const flat = flattened(destination);
  const mappings = flat["deliveryAttributeMappings"];
  if (!Array.isArray(mappings)) return Object.freeze(flat);
  const flatMappings = mappings.map((mapping: unknown) => (isJsonObject(mapping) ? flattened(mapping) : mapping));
  return Object.freeze({ ...flat, deliveryAttributeMappings: flatMappings });
}

function readPlace(value: unknown): DeclaredAt | undefined {
  if (!isJsonObject(value)) return undefined;
  const { file, line } = value;
  return typeof file === "string" && typeof line === "number" ? Object.freeze({ file, line }) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What is not read into a field of the record. Names that neither Azure nor a plan has are reported, and kept too. */
function rest(given: Properties, findings: Finding[]): Properties {
  const entries = Object.entries(given).filter(([name]) => !settable.includes(name) && !planned.includes(name));
  for (const [name, value] of entries) {
    // `az resource show` prints what a resource of another type may have, as null.
    if (outputs.includes(name) || surroundings.includes(name) || value === null) continue;
    const message = `Azure does not know the property ${shown(name)} of an event subscription, so that it has no effect. It knows ${settable.join(", ")}.`;
    findings.push(finding(readingFindings, "subscription-property-unknown", { message, path: name }));
  }
  return Object.fromEntries(entries);
}

/** An empty list is taken as an absent one. */
function listsNoEventTypes(filter: unknown, hidden: readonly HiddenValue[] = []): boolean {
  if (liesIn("filter.includedEventTypes", hidden)) return false;
  if (!isJsonObject(filter)) return true;
  const types = filter["includedEventTypes"] ?? null;
  return types === null || (Array.isArray(types) && types.length === 0);
}

function unknownName({ name, unknownName: unknown }: SubscriptionJson): Finding[] {
  if (unknown === undefined) return [];
  const how = unknown.written === undefined ? "" : ` (${shown(unknown.written)})`;
  const why = unknown.why === "secret" ? "is marked as a secret" : "is known only once it is deployed";
  const message = `The name ${why}${how}; it is called ${shown(name)} here, after its place in the input.`;
  return [finding(readingFindings, "subscription-name-unknown", { message, path: "name", value: unknown.written })];
}
