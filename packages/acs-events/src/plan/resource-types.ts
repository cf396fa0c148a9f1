/** How azure-native calls the resources that more than one room speaks of. Plain data, for those who have no SDK. */
export const azureTypes = {
  eventSubscription: "azure-native:eventgrid:SystemTopicEventSubscription",
  systemTopic: "azure-native:eventgrid:SystemTopic",
  communicationService: "azure-native:communication:CommunicationService",
  storageAccount: "azure-native:storage:StorageAccount",
  diagnosticSetting: "azure-native:monitor:DiagnosticSetting",
} as const;
