import {
  type DeliverWithIdentity,
  type DeliveryAttributes,
  defaultTlsVersion,
  type Endpoint,
  isCreated,
  isTlsVersion,
} from "../../plan/endpoint.ts";
import { isExpression, type Properties, type SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import { carriedAttributes } from "./found-attributes.ts";

/** Where a deployed subscription delivers, as the stack's configuration would declare it. */
export interface FoundEndpoint {
  readonly endpoint: Endpoint;
  /** Which part of its address is not in the input. */
  readonly hidden?: "url" | "id";
  /** What it could be called. */
  readonly suggestedName: string | undefined;
}

/** Stands for an id that is not in the input; no comparison takes it for one. */
export const unseen = "[unknown]";

const kinds = {
  webhook: "webhook",
  azurefunction: "azure-function",
  storagequeue: "storage-queue",
  servicebusqueue: "service-bus-queue",
  servicebustopic: "service-bus-topic",
  eventhub: "event-hub",
} as const satisfies Readonly<Record<string, Endpoint["kind"]>>;

/** The endpoint of a subscription, or undefined where it is of a kind that cannot be declared. */
export function foundEndpoint(record: SubscriptionRecord): FoundEndpoint | undefined {
  const destination = record.destination ?? {};
  const type = String(destination["endpointType"] ?? "").toLowerCase();
  if (!isKnownType(type)) return undefined;
  const kind = kinds[type];
  const id = visible(destination["resourceId"]);
  const deliverWithIdentity = identityOf(record);
  const attributes = carriedAttributes(destination);
  const hidden = id === undefined ? { hidden: "id" as const } : {};
  switch (kind) {
    case "webhook":
      return webhook(destination);
    case "azure-function":
      return {
        endpoint: { kind, id: id ?? unseen, ...attributes },
        ...hidden,
        suggestedName: named(id, "sites", "functions"),
      };
    case "storage-queue": {
      const queueName = visible(destination["queueName"]);
      const seconds = destination["queueMessageTimeToLiveInSeconds"];
      return {
        endpoint: {
          kind,
          storageAccountId: id ?? unseen,
          queueName: queueName ?? unseen,
          ...(isTimeToLive(seconds) ? { messageTimeToLiveInSeconds: seconds } : {}),
          deliverWithIdentity,
        },
        ...(queueName === undefined ? { hidden: "id" as const } : hidden),
        suggestedName: queueName,
      };
    }
    case "service-bus-queue":
    case "service-bus-topic":
    case "event-hub":
      return {
        endpoint: { kind, id: id ?? unseen, deliverWithIdentity, ...attributes },
        ...hidden,
        suggestedName: id?.split("/").at(-1),
      };
  }
}

function isKnownType(type: string): type is keyof typeof kinds {
  return Object.hasOwn(kinds, type);
}

/** As whom Event Grid delivers. A plan says it among the words of the destination. */
function identityOf({ deliveryIdentity, destination }: SubscriptionRecord): DeliverWithIdentity {
  const planned = destination?.["deliveryIdentity"];
  const own = deliveryIdentity?.["userAssignedIdentity"] ?? (planned === "SystemAssigned" ? undefined : planned);
  return visible(own) ?? (deliveryIdentity !== null || planned !== undefined);
}

/** What Azure takes as the time that a message stays in a queue; null where it is not set. */
export function isTimeToLive(seconds: unknown): seconds is number {
  return typeof seconds === "number" && Number.isInteger(seconds) && (seconds > 0 || seconds === -1);
}

function webhook(destination: Properties): FoundEndpoint {
  const shown = visible(destination["endpointBaseUrl"]) ?? visible(destination["endpointUrl"]);
  // A query may be a key: it is left behind, whatever it is.
  const text = shown?.split("?")[0];
  const url = text !== undefined && URL.canParse(text) && new URL(text).protocol === "https:" ? text : undefined;
  const tenantId = visible(destination["azureActiveDirectoryTenantId"]);
  const applicationId = visible(destination["azureActiveDirectoryApplicationIdOrUri"]);
  const entra = tenantId === undefined || applicationId === undefined ? {} : { entra: { tenantId, applicationId } };
  const tls = destination["minimumTlsVersionAllowed"];
  const minimumTls = isTlsVersion(tls) && tls !== defaultTlsVersion ? { minimumTlsVersion: tls } : {};
  const { hostname = "", pathname = "" } = url === undefined ? {} : new URL(url);
  const words = [hostname.split(".")[0], pathname.split("/").filter(Boolean).at(-1)].filter(Boolean);
  return {
    endpoint: {
      kind: "webhook",
      ...(url === undefined ? {} : { url }),
      ...entra,
      ...minimumTls,
      ...carriedAttributes(destination),
    },
    ...(url === undefined ? { hidden: "url" as const } : {}),
    suggestedName: url === undefined ? undefined : words.join("-"),
  };
}

/** `crm-inbound` of `…/sites/crm/functions/inbound`. */
function named(id: string | undefined, ...after: readonly string[]): string | undefined {
  const parts = id?.split("/") ?? [];
  const words = after.flatMap((type) => parts[parts.findIndex((one) => one.toLowerCase() === type) + 1] ?? []);
  return words.length === 0 ? undefined : words.join("-");
}

/** Whether both are one place, delivered to in one way. */
export function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  if (a.kind !== b.kind || isCreated(a) || isCreated(b)) return false;
  const address = JSON.stringify(addressOf(a));
  return !address.includes(unseen) && address === JSON.stringify(addressOf(b));
}

function addressOf(endpoint: Exclude<Endpoint, { readonly create: true }>): readonly unknown[] {
  switch (endpoint.kind) {
    case "webhook":
      return [
        endpoint.url?.replace(/\/$/, "") ?? unseen,
        endpoint.entra?.tenantId,
        endpoint.entra?.applicationId,
        endpoint.minimumTlsVersion ?? defaultTlsVersion,
        ...attributesOf(endpoint),
      ];
    case "azure-function":
      return [endpoint.id.toLowerCase(), ...attributesOf(endpoint)];
    case "storage-queue": {
      const { storageAccountId, queueName, messageTimeToLiveInSeconds, deliverWithIdentity } = endpoint;
      return [storageAccountId.toLowerCase(), queueName, messageTimeToLiveInSeconds, identityKey(deliverWithIdentity)];
    }
    default:
      return [endpoint.id.toLowerCase(), identityKey(endpoint.deliverWithIdentity), ...attributesOf(endpoint)];
  }
}

function identityKey(identity: DeliverWithIdentity): unknown {
  return typeof identity === "string" ? identity.toLowerCase() : identity;
}

function attributesOf({ attributes = {} }: { readonly attributes?: DeliveryAttributes | undefined }): unknown[] {
  return Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A name as the stack's configuration takes it, that nothing else has. */
export function endpointNameOf(suggested: string, taken: ReadonlySet<string>): string {
  const words = suggested.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return unusedName(words.replaceAll(/^-|-$/g, "") || "endpoint", taken);
}

/** `name`, or the first of `name-2`, `name-3` … that is not taken. */
export function unusedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
  }
}

function visible(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "" || isExpression(value)) return undefined;
  return value === "[secret]" || value === unseen ? undefined : value;
}
