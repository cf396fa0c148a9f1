/** How azure-native calls the types that more than one part of the local Azure speaks of. */
export const tokens = {
  systemTopic: "azure-native:eventgrid:SystemTopic",
  communicationService: "azure-native:communication:CommunicationService",
  storageAccount: "azure-native:storage:StorageAccount",
  blobContainer: "azure-native:storage:BlobContainer",
  roleAssignment: "azure-native:authorization:RoleAssignment",
} as const;
