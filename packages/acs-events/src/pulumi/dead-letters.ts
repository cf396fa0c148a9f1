import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import type * as pulumi from "@pulumi/pulumi";
import { type EventsResources, inner } from "./inner-resources.ts";
import { assignRole } from "./roles.ts";
import { storageAccount } from "./storage-account.ts";
import type { DeadLetterPlace } from "./subscription-args.ts";
import type { Topic } from "./system-topic.ts";

/** A container for undelivered events that the program makes. */
export interface DeadLetterContainer extends DeadLetterPlace {
  readonly storageAccountId: pulumi.Output<string>;
  readonly storageAccountName: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
}

export function deadLetters(
  resources: EventsResources,
  group: ResourceGroup,
  topic: Topic,
  container: string,
  stack: string,
): DeadLetterContainer {
  const account = storageAccount(resources, "dead-letters", `acsdl${stack}`, group);
  const blobs = inner(resources, "blobContainer", BlobContainer, "undelivered", {
    containerName: container,
    accountName: account.name,
    resourceGroupName: group.name,
    publicAccess: "None",
  });
  const role = assignRole(
    resources,
    "dead-letters-writer",
    "Storage Blob Data Contributor",
    topic.principalId,
    account.id,
  );
  return {
    storageAccountId: account.id,
    storageAccountName: account.name,
    containerName: blobs.name,
    withIdentity: true,
    ready: [blobs, role],
  };
}
