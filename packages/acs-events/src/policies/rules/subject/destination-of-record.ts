import { isJsonObject } from "../../../json/json-object.ts";
import { defaultTlsVersion } from "../../../plan/endpoint.ts";
import { hasNameOfSecret } from "../../../subscription-set/secret-header.ts";
import type { Properties, SubscriptionRecord } from "../../../subscription-set/subscription-record.ts";
import type { DestinationSubject, SecretState, WebhookSubject } from "./destination-subject.ts";
import type { RecordContext, SecretSight } from "./record-context.ts";
import { hiddenAt, hiddenWhole, isUnknown, type Unknown, unknownValue } from "./unknown.ts";

type Sight = Pick<RecordContext, "from" | "secrets">;

/** The destination of a subscription as rules see it. */
export function destinationOf(record: SubscriptionRecord, sight: Sight): DestinationSubject | undefined | Unknown {
  const whole = hiddenWhole(record.hidden, "destination") ?? hiddenWhole(record.hidden, "deliveryWithResourceIdentity");
  if (whole !== undefined) return whole;
  const { destination } = record;
  if (destination === null) return undefined;
  const endpointType = property(record, destination, "endpointType");
  if (isUnknown(endpointType) || endpointType === undefined) {
    return { kind: "unread", endpointName: endpointNameOf(destination), described: "a destination", endpointType };
  }
  if (endpointType === "WebHook") return webhookOf(record, destination, sight);
  const endpointName = endpointNameOf(destination);
  const resourceId = property(record, destination, "resourceId");
  const queueName = property(record, destination, "queueName");
  return {
    kind: "resource",
    endpointName,
    described: endpointName === undefined ? describeResource(endpointType, resourceId, queueName) : named(endpointName),
    endpointType,
    resourceId: destination["created"] === true ? notShown("resourceId") : resourceId,
    queueName,
    withIdentity:
      hiddenWhole(record.hidden, "deliveryWithResourceIdentity.identity") ??
      (sight.from === "plan" ? destination["deliveryIdentity"] !== undefined : record.deliveryIdentity !== null),
  };
}

function webhookOf(record: SubscriptionRecord, destination: Properties, { from, secrets }: Sight): WebhookSubject {
  const endpointName = endpointNameOf(destination);
  const fullUrl = property(record, destination, "endpointUrl");
  const baseUrl = textOf(destination["endpointBaseUrl"]);
  const shownUrl = isUnknown(fullUrl) ? undefined : (fullUrl ?? baseUrl);
  const url = shownUrl === undefined ? (isUnknown(fullUrl) ? fullUrl : notShown("endpointUrl")) : addressOf(shownUrl);
  const tenant = property(record, destination, "azureActiveDirectoryTenantId");
  const application = property(record, destination, "azureActiveDirectoryApplicationIdOrUri");
  const basics = {
    kind: "webhook" as const,
    endpointName,
    described: endpointName !== undefined ? named(endpointName) : isUnknown(url) ? "a webhook" : url,
    url,
    entra: entraOf(record, tenant, application),
  };
  if (from === "plan") {
    const states = endpointName === undefined ? undefined : secrets.ofEndpoint(endpointName);
    const inSight = shownUrl !== undefined && carriesKeys(shownUrl);
    return {
      ...basics,
      // A plan says it where it is not what the program deploys otherwise.
      minimumTlsVersion: property(record, destination, "minimumTlsVersionAllowed") ?? defaultTlsVersion,
      urlSecret: inSight ? "plain" : (states?.urlSecret ?? notShown("endpointUrl")),
      headerSecret: states?.headerSecret ?? notShown("deliveryAttributeMappings"),
    };
  }
  return {
    ...basics,
    minimumTlsVersion: property(record, destination, "minimumTlsVersionAllowed"),
    urlSecret: urlSecretOf(fullUrl, secrets),
    headerSecret: headerSecretOf(record, destination, secrets),
  };
}

/** Of a webhook without an address nobody can say yet how it will tell whether a call comes from Event Grid. */
function entraOf(
  { pending }: SubscriptionRecord,
  tenant: string | undefined | Unknown,
  application: string | undefined | Unknown,
): boolean | Unknown {
  if (isUnknown(tenant)) return tenant;
  if (isUnknown(application)) return application;
  if (tenant !== undefined && application !== undefined) return true;
  return pending === true ? notShown("endpointUrl") : false;
}

/** A query, a user or a password: where a URL carries keys. The path may do so too, which only its secretness shows. */
function urlSecretOf(url: string | undefined | Unknown, { isSecret }: SecretSight): SecretState | Unknown {
  if (isUnknown(url)) return url.why === "secret" ? "encrypted" : url;
  // Azure prints the address without its query, whether it has one or not.
  if (url === undefined) return notShown("endpointUrl");
  const secret = isSecret("destination.endpointUrl");
  if (secret === true) return "encrypted";
  if (!carriesKeys(url)) return "none";
  return secret === undefined ? notShown("endpointUrl") : "plain";
}

function headerSecretOf(
  record: SubscriptionRecord,
  destination: Properties,
  { isSecret }: SecretSight,
): SecretState | Unknown {
  const hidden = hiddenAt(record.hidden, "destination.deliveryAttributeMappings");
  if (hidden !== undefined) return hidden.why === "secret" ? "encrypted" : hidden;
  const mappings = destination["deliveryAttributeMappings"];
  if (!Array.isArray(mappings) || !mappings.some(isSecretHeader)) return "none";
  const secret = isSecret("destination.deliveryAttributeMappings");
  if (secret === undefined) return notShown("deliveryAttributeMappings");
  return secret ? "encrypted" : "plain";
}

/** A header that says that it is secret, or that has the name of one. */
function isSecretHeader(mapping: unknown): boolean {
  if (!isJsonObject(mapping) || mapping["type"] === "Dynamic") return false;
  const name = textOf(mapping["name"]) ?? "";
  return mapping["isSecret"] === true || hasNameOfSecret(name);
}

function carriesKeys(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined ? text.includes("?") : url.search !== "" || url.username !== "" || url.password !== "";
}

/** The address without what may be secret. */
function addressOf(text: string): string {
  if (!URL.canParse(text)) return text.replace(/\?.*$/s, "");
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}

function property(record: SubscriptionRecord, destination: Properties, name: string): string | undefined | Unknown {
  return hiddenAt(record.hidden, `destination.${name}`) ?? textOf(destination[name]);
}

function notShown(name: string): Unknown {
  return unknownValue(`destination.${name}`, "not-in-plan");
}

function endpointNameOf(destination: Properties): string | undefined {
  return textOf(destination["endpoint"]);
}

function named(endpoint: string): string {
  return `the endpoint "${endpoint}"`;
}

function describeResource(
  endpointType: string,
  resourceId: string | undefined | Unknown,
  queueName: string | undefined | Unknown,
): string {
  if (typeof queueName === "string") return `the queue "${queueName}"`;
  if (typeof resourceId !== "string") return `a destination of the type ${endpointType}`;
  return `"${resourceId.split("/").slice(-2).join("/")}" (${endpointType})`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
