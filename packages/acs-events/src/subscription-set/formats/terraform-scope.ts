import { type AttachedTo, knownTexts, scopeOf } from "../attached-to.ts";
import { isHiddenMark } from "../hidden-values.ts";
import { blockOf, isBlock, type JsonObject } from "./terraform-values.ts";

export const topicType = "azurerm_eventgrid_system_topic";

/** What both providers say of a subscription. */
export interface ReadTerraformResource {
  readonly name: unknown;
  readonly json: JsonObject;
  readonly attachedTo: AttachedTo;
}

/** The scope of an extension subscription: its id, or the resource that the input refers to. */
export function terraformScope(scope: unknown, reference: string | undefined): AttachedTo {
  if (typeof scope === "string" && scope.startsWith("/")) return scopeOf(scope);
  return {
    kind: "scope",
    ...knownTexts({ reference, sourceType: sourceTypeOfReference(reference) }),
  };
}

/** The type of the Azure resource that an address in Terraform stands for; undefined where it is not one of the usual. */
export function sourceTypeOfReference(address: string | undefined): string | undefined {
  return sourceTypes.get(address?.split(".").at(-2) ?? "");
}

/** What an extension subscription may belong to, where only the Terraform resource is known. */
const sourceTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [topicType]: "Microsoft.EventGrid/systemTopics",
    azurerm_communication_service: "Microsoft.Communication/communicationServices",
    azurerm_resource_group: "Microsoft.Resources/resourceGroups",
    azurerm_subscription: "Microsoft.Resources/subscriptions",
    azurerm_storage_account: "Microsoft.Storage/storageAccounts",
    azurerm_key_vault: "Microsoft.KeyVault/vaults",
    azurerm_eventgrid_topic: "Microsoft.EventGrid/topics",
    azurerm_eventgrid_domain: "Microsoft.EventGrid/domains",
  }),
);

/** The identity of a topic in Azure's words; null where it has none, undefined where it cannot be seen. */
export function topicIdentity(values: JsonObject): JsonObject | null | undefined {
  const block = blockOf(values, "identity");
  if (block === undefined) return null;
  if (!isBlock(block)) return undefined;
  const { type, identity_ids: ids } = block;
  if (isHiddenMark(type) || isHiddenMark(ids) || (Array.isArray(ids) && ids.some(isHiddenMark))) return undefined;
  if (!Array.isArray(ids) || ids.length === 0) return { type };
  return { type, userAssignedIdentities: Object.fromEntries(ids.map((id) => [String(id), {}])) };
}
