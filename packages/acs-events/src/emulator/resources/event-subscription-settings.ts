import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { isIdOf } from "./azure-id.ts";
import { isMissing } from "./existence.ts";
import { nameRefusals, nameRules } from "./name-rules.ts";
import { shown, text } from "./property.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { Target } from "./resource-type.ts";

/** Why Azure would refuse how a subscription retries, in which schema it delivers and when it expires. */
export function settingsRefusals(inputs: ResourceProperties, world: World, target: Target): readonly Refusal[] {
  return [...retryRefusals(inputs), ...schemaRefusals(inputs, target), ...expirationRefusals(inputs, world)];
}

function retryRefusals(inputs: ResourceProperties): readonly Refusal[] {
  const policy = jsonObject(inputs["retryPolicy"]) ?? {};
  const bounds = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 };
  return Object.entries(bounds).flatMap(([name, most]) => {
    const value = policy[name];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most)) return [];
    const message = `${shown(value)} is not a whole number from 1 to ${most}`;
    return [refusal("out-of-range", `retryPolicy.${name}`, message)];
  });
}

const schemas = ["EventGridSchema", "CloudEventSchemaV1_0"];

/** Azure takes the schema at creation only (azurerm makes a new subscription where it changes). */
function schemaRefusals(inputs: ResourceProperties, { existing }: Target): readonly Refusal[] {
  const schema = inputs["eventDeliverySchema"] ?? "EventGridSchema";
  if (!schemas.includes(String(schema))) {
    const message = `events of Communication Services cannot be delivered as ${shown(schema)}; allowed are ${schemas.join(", ")}`;
    return [refusal("unknown-delivery-schema", "eventDeliverySchema", message)];
  }
  const before = existing?.outputs["eventDeliverySchema"];
  if (before === undefined || before === schema) return [];
  const message = `the delivery schema cannot change from ${shown(before)} to ${shown(schema)}; make another subscription (replaceOnChanges: ["eventDeliverySchema"])`;
  return [refusal("delivery-schema-changed", "eventDeliverySchema", message)];
}

function expirationRefusals(inputs: ResourceProperties, world: World): readonly Refusal[] {
  const expiration = text(inputs["expirationTimeUtc"]);
  if (expiration === undefined) return [];
  const time = Date.parse(expiration);
  if (!Number.isNaN(time) && time > world.now().getTime()) return [];
  // Azure documentation, troubleshoot-errors
  return [citedRefusal("invalid-expiration", "expirationTimeUtc", "InvalidRequest", "Invalid expiration time")];
}

/** Why Azure would not keep undelivered events in `deadLetter`; `path` is where it is in the inputs. */
export function deadLetterRefusals(deadLetter: ResourceProperties, path: string, world: World): readonly Refusal[] {
  const account = text(deadLetter["resourceId"]);
  const container = text(deadLetter["blobContainerName"]);
  const refusals: Refusal[] = [];
  if (deadLetter["endpointType"] !== "StorageBlob") {
    const message = `${shown(deadLetter["endpointType"])} cannot keep undelivered events; only "StorageBlob" can`;
    refusals.push(refusal("unknown-dead-letter", `${path}.endpointType`, message));
  }
  if (account === undefined || !isIdOf(account, "Microsoft.Storage/storageAccounts")) {
    refusals.push(
      refusal("wrong-destination-id", `${path}.resourceId`, `${shown(account)} is not the id of a storage account`),
    );
  } else if (isMissing(account, world)) {
    refusals.push(refusal("missing-dead-letter", `${path}.resourceId`, `there is no storage account ${account}`));
  }
  const badName = nameRefusals(nameRules.storageEntity, `${path}.blobContainerName`, container);
  refusals.push(...badName);
  if (
    badName.length === 0 &&
    account !== undefined &&
    world.store.get(account) !== undefined &&
    isMissing(`${account}/blobServices/default/containers/${container}`, world)
  ) {
    const message = `the storage account has no container "${container}"`;
    refusals.push(refusal("missing-dead-letter", `${path}.blobContainerName`, message));
  }
  return refusals;
}
