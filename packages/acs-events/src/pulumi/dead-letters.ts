import type { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import { BlobContainer } from "@pulumi/azure-native/storage/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { assignRole } from "./roles.ts";
import { storageAccount } from "./storage-account.ts";
import type { Topic } from "./system-topic.ts";

/** Where undelivered events are kept, and what has to be there before a subscription may send them. */
export interface DeadLetters {
  readonly storageAccountId: pulumi.Output<string>;
  readonly storageAccountName: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
}

export function deadLetters(group: ResourceGroup, topic: Topic, container: string, stack: string): DeadLetters {
  const account = storageAccount("dead-letters", `acsdl${stack}`, group);
  const blobs = new BlobContainer("undelivered", {
    containerName: container,
    accountName: account.name,
    resourceGroupName: group.name,
    publicAccess: "None",
  });
  const role = assignRole("dead-letters-writer", "Storage Blob Data Contributor", topic.principalId, account.id, {});
  return {
    storageAccountId: account.id,
    storageAccountName: account.name,
    containerName: blobs.name,
    ready: [blobs, role],
  };
}
