import { isJsonObject } from "../json/json-object.ts";
import type { DeliverWithIdentity } from "./endpoint.ts";

/**
 * A blob container that is there already, for the undelivered events of a subscription that was adopted with it. Events
 * that are kept otherwise go to the container of the stack.
 */
export interface ExistingContainer {
  /** The resource id of the storage account. */
  readonly storageAccountId: string;
  readonly container: string;
  /** As whom Event Grid writes. Default: false, by its own access. */
  readonly writeWithIdentity?: DeliverWithIdentity;
}

/** What a team says of the undelivered events of a subscription. */
export type UndeliveredEvents = "kept" | "dropped" | ExistingContainer;

/** Where a planned subscription keeps its undelivered events; the account is named where it is not the stack's own. */
export interface PlannedDeadLetters {
  readonly endpointType: "StorageBlob";
  readonly resourceId?: string;
  readonly blobContainerName: string;
  /** `SystemAssigned`, or the id of a user-assigned identity. */
  readonly deliveryIdentity?: string;
}

/** Null where undelivered events are dropped. */
export function plannedDeadLetters(undelivered: UndeliveredEvents, ofStack: string): PlannedDeadLetters | null {
  if (undelivered === "dropped") return null;
  // What is neither is a mistake that the plan reports; a team file need not have been type-checked.
  if (!isContainer(undelivered)) return { endpointType: "StorageBlob", blobContainerName: ofStack };
  const { storageAccountId, container, writeWithIdentity = false } = undelivered;
  return {
    endpointType: "StorageBlob",
    resourceId: storageAccountId,
    blobContainerName: container,
    ...(writeWithIdentity === false
      ? {}
      : { deliveryIdentity: writeWithIdentity === true ? "SystemAssigned" : writeWithIdentity }),
  };
}

/** Whether it is a container as Azure takes it. */
export function isContainer(value: unknown): value is ExistingContainer {
  if (!isJsonObject(value)) return false;
  const { storageAccountId, container, writeWithIdentity = false } = value;
  const inGroup = (shape: string) => new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${shape}$`, "i");
  return (
    inGroup("Microsoft\\.Storage/storageAccounts/[^/]+").test(String(storageAccountId)) &&
    /^(?=.{3,63}$)[a-z0-9$]+(?:-[a-z0-9]+)*$/.test(String(container)) &&
    (typeof writeWithIdentity === "boolean" ||
      inGroup("Microsoft\\.ManagedIdentity/userAssignedIdentities/[^/]+").test(String(writeWithIdentity)))
  );
}
