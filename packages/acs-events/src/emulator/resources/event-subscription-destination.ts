import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { isIdOf } from "./azure-id.ts";
import { attributeMappingRefusals } from "./delivery-attribute-mappings.ts";
import { isMissing } from "./existence.ts";
import { nameRefusals, nameRules } from "./name-rules.ts";
import { shown, text } from "./property.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";

/** What a kind of destination takes; `resource` is the type that its `resourceId` names. */
interface DestinationKind {
  readonly resource?: string;
  readonly attributes: boolean;
  readonly batching: boolean;
}

/** The destinations of API version 2025-02-15, without `MonitorAlert`, which takes events of Key Vault only. */
const kinds: Readonly<Record<string, DestinationKind>> = {
  WebHook: { attributes: true, batching: true },
  AzureFunction: { resource: "Microsoft.Web/sites/functions", attributes: true, batching: true },
  EventHub: { resource: "Microsoft.EventHub/namespaces/eventhubs", attributes: true, batching: false },
  HybridConnection: { resource: "Microsoft.Relay/namespaces/hybridConnections", attributes: true, batching: false },
  ServiceBusQueue: { resource: "Microsoft.ServiceBus/namespaces/queues", attributes: true, batching: false },
  ServiceBusTopic: { resource: "Microsoft.ServiceBus/namespaces/topics", attributes: true, batching: false },
  StorageQueue: { resource: "Microsoft.Storage/storageAccounts", attributes: false, batching: false },
  NamespaceTopic: { resource: "Microsoft.EventGrid/namespaces/topics", attributes: false, batching: false },
};

/** Refuses both of `one` and `other`, and neither where one of them is `needed`. */
export function eitherRefusals(
  inputs: ResourceProperties,
  one: string,
  other: string,
  needed: boolean,
): readonly Refusal[] {
  const given = [one, other].filter((name) => jsonObject(inputs[name]) !== undefined);
  if (given.length === 2)
    return [refusal("two-destinations", one, `${one} and ${other} are given; only one is allowed`)];
  if (given.length === 0 && needed) {
    return [refusal("no-destination", "destination", `neither ${one} nor ${other} is given; one is needed`)];
  }
  return [];
}

/** Why Azure would not deliver to `destination`; `path` is where it is in the inputs. */
export function destinationRefusals(destination: ResourceProperties, path: string, world: World): readonly Refusal[] {
  const type = destination["endpointType"];
  if (type === "MonitorAlert") {
    const message = '"MonitorAlert" takes events of Key Vault only';
    return [refusal("destination-of-another-source", `${path}.endpointType`, message)];
  }
  const kind = typeof type === "string" && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) {
    const message = `${shown(type)} is not a kind of destination; allowed are ${Object.keys(kinds).join(", ")}`;
    return [refusal("unknown-destination", `${path}.endpointType`, message)];
  }
  return [
    ...(type === "WebHook" ? webhookRefusals(destination, path) : resourceRefusals(destination, kind, path, world)),
    ...(type === "StorageQueue" ? queueRefusals(destination, path, world) : []),
    ...batchingRefusals(destination, kind, path),
    ...attributeMappingRefusals(destination, kind.attributes, path),
  ];
}

function webhookRefusals(destination: ResourceProperties, path: string): readonly Refusal[] {
  const url = text(destination["endpointUrl"]);
  const tls = destination["minimumTlsVersionAllowed"];
  return [
    ...entraRefusals(destination, path),
    ...(url !== undefined && URL.canParse(url) && new URL(url).protocol === "https:"
      ? []
      : // azure-sdk-for-net, domain event subscriptions of 2025-07-15-preview; in other words before (Azure/azure-cli#11627)
        [
          citedRefusal(
            "invalid-url",
            `${path}.endpointUrl`,
            "InvalidRequest",
            "Invalid event subscription request: The endpoint URL is invalid as it should be specified and cannot be null or empty and should follow the proper https URL format (e.g., https://www.example.com).",
          ),
        ]),
    ...(tls === undefined || ["1.0", "1.1", "1.2"].includes(String(tls))
      ? []
      : [refusal("unknown-tls-version", `${path}.minimumTlsVersionAllowed`, `${shown(tls)} is none of 1.0, 1.1, 1.2`)]),
  ];
}

/** A token of Microsoft Entra ID is asked of a tenant, a GUID, for an application; both are needed. */
function entraRefusals(destination: ResourceProperties, path: string): readonly Refusal[] {
  const tenant = destination["azureActiveDirectoryTenantId"];
  const application = destination["azureActiveDirectoryApplicationIdOrUri"];
  return [
    ...(tenant === undefined ? [] : nameRefusals(nameRules.guid, `${path}.azureActiveDirectoryTenantId`, tenant)),
    ...((tenant === undefined) === (application === undefined)
      ? []
      : [
          refusal(
            "incomplete-entra",
            path,
            "azureActiveDirectoryTenantId and azureActiveDirectoryApplicationIdOrUri are given together or not at all",
          ),
        ]),
  ];
}

function resourceRefusals(
  destination: ResourceProperties,
  { resource }: DestinationKind,
  path: string,
  world: World,
): readonly Refusal[] {
  const id = text(destination["resourceId"]);
  const where = `${path}.resourceId`;
  if (id === undefined || resource === undefined || !isIdOf(id, resource)) {
    return [refusal("wrong-destination-id", where, `${shown(id)} is not the id of a resource of type ${resource}`)];
  }
  if (!isMissing(id, world)) return [];
  // Azure/bicep#11656 and hashicorp/terraform-provider-azurerm#8415; what is between is the id.
  const message = `Endpoint validation: Destination azure endpoint not found ${id}. Resource should pre-exist`;
  return [citedRefusal("missing-destination", where, "Endpoint validation", message)];
}

function queueRefusals(destination: ResourceProperties, path: string, world: World): readonly Refusal[] {
  const account = text(destination["resourceId"]);
  const name = text(destination["queueName"]);
  const timeToLive = destination["queueMessageTimeToLiveInSeconds"];
  const refusals: Refusal[] = [];
  refusals.push(...nameRefusals(nameRules.storageEntity, `${path}.queueName`, name));
  if (
    refusals.length === 0 &&
    account !== undefined &&
    world.store.get(account) !== undefined &&
    isMissing(`${account}/queueServices/default/queues/${name}`, world)
  ) {
    refusals.push(refusal("missing-destination", `${path}.queueName`, `the storage account has no queue "${name}"`));
  }
  if (timeToLive !== undefined && !(timeToLive === -1 || (Number.isInteger(timeToLive) && Number(timeToLive) > 0))) {
    const message = `${shown(timeToLive)} is not a time to live in seconds: a whole number above 0, or -1 for ever`;
    refusals.push(refusal("invalid-time-to-live", `${path}.queueMessageTimeToLiveInSeconds`, message));
  }
  return refusals;
}

function batchingRefusals(destination: ResourceProperties, kind: DestinationKind, path: string): readonly Refusal[] {
  const bounds = { maxEventsPerBatch: 5000, preferredBatchSizeInKilobytes: 1024 };
  return Object.entries(bounds).flatMap(([name, most]) => {
    const value = destination[name];
    if (value === undefined) return [];
    if (!kind.batching) {
      const message = `${shown(destination["endpointType"])} takes no batches; omit it`;
      return [refusal("no-batches", `${path}.${name}`, message)];
    }
    if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return [];
    return [refusal("out-of-range", `${path}.${name}`, `${shown(value)} is not a whole number from 1 to ${most}`)];
  });
}
