import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import { type EventsResources, inner } from "./inner-resources.ts";
import { globallyUniqueName } from "./names.ts";

/** A storage account that answers to identities only: no keys, no anonymous readers, TLS 1.2. */
export function storageAccount(
  resources: EventsResources,
  name: string,
  begin: string,
  group: ResourceGroup,
): StorageAccount {
  return inner(resources, "storageAccount", StorageAccount, name, {
    accountName: globallyUniqueName(begin, group.id, { separator: "", longest: 24 }),
    resourceGroupName: group.name,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    enableHttpsTrafficOnly: true,
    minimumTlsVersion: "TLS1_2",
  });
}
