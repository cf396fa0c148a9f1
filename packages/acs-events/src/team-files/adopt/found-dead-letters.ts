import { isContainer } from "../../plan/dead-letters.ts";
import type { DeliverWithIdentity } from "../../plan/endpoint.ts";
import type { SubscriptionRecord } from "../../subscription-set/subscription-record.ts";

/** Where a deployed subscription keeps its undelivered events, as a team file says it. */
export type FoundDeadLetters =
  | "kept"
  | "dropped"
  | {
      readonly storageAccountId: string;
      readonly container: string;
      readonly writeWithIdentity?: DeliverWithIdentity;
    }
  /** The input says a container that cannot be declared. */
  | undefined;

/** The container that Azure has, as it is. Where the input names no storage account, it is that of the stack. */
export function foundDeadLetters(record: SubscriptionRecord): FoundDeadLetters {
  const { deadLetterDestination: now, deadLetterIdentity: identity } = record;
  if (now === null) return "dropped";
  const { endpointType, resourceId: storageAccountId, blobContainerName: container, deliveryIdentity, ...others } = now;
  if (storageAccountId === undefined) return "kept";
  const writer = writerOf(identity, deliveryIdentity);
  const found = { storageAccountId, container, ...(writer === false ? {} : { writeWithIdentity: writer }) };
  const isWhole = endpointType === "StorageBlob" && Object.keys(others).length === 0;
  return isWhole && writer !== undefined && isContainer(found) ? { ...found } : undefined;
}

/** Undefined: an identity that is neither the topic's own nor a user-assigned one. */
function writerOf(
  identity: SubscriptionRecord["deadLetterIdentity"],
  planned: unknown,
): DeliverWithIdentity | undefined {
  if (identity === null) return planned === undefined ? false : planned === "SystemAssigned" || String(planned);
  const own = identity["userAssignedIdentity"] ?? null;
  if (identity["type"] === "SystemAssigned" && own === null) return true;
  return identity["type"] === "UserAssigned" && typeof own === "string" ? own : undefined;
}
