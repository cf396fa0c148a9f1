import { CommunicationService } from "@pulumi/azure-native/communication/communicationService.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { CommunicationConfig } from "../stack/schema.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import { globallyUniqueName } from "./names.ts";
import { parseResourceId } from "./resource-id.ts";

/** The source of all events: made here, or there already, since phone numbers live in it. */
export interface CommunicationSource {
  readonly id: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  readonly hostName: pulumi.Output<string> | undefined;
}

/**
 * Both the resource and its topic are global whatever the resource group's location is, and have to say so; the
 * provider would put them where the resource group is.
 */
export function communicationSource(
  resources: EventsResources,
  group: ResourceGroup,
  config: CommunicationConfig,
  stack: string,
): CommunicationSource {
  if ("existing" in config) {
    const { name } = parseResourceId(config.existing);
    return { id: pulumi.output(config.existing), name: pulumi.output(name), hostName: undefined };
  }
  const service = inner(resources, "communicationService", CommunicationService, "communication", {
    communicationServiceName:
      config.name ?? globallyUniqueName(`acs-${stack}`, group.id, { separator: "-", longest: 63 }),
    resourceGroupName: group.name,
    location: "global",
    dataLocation: config.dataLocation,
    disableLocalAuth: !config.localAuthentication,
    publicNetworkAccess: "Enabled",
  });
  return { id: service.id, name: service.name, hostName: service.hostName };
}
