import { dataLocations } from "../../catalog/data-locations.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { valueRefusals } from "./allowed-values.ts";
import { armType } from "./arm-type.ts";
import { nameRules, takenBy } from "./name-rules.ts";
import { shown } from "./property.ts";
import { citedRefusal, type Refusal, refusal } from "./refusal.ts";
import { stableGuid } from "./stable-guid.ts";
import { tokens } from "./tokens.ts";

const token = tokens.communicationService;

/** The source of all events. Its name is the first label of a host name, so the whole of Azure shares one list of names. */
export const communicationService = armType({
  token,
  namespace: "Microsoft.Communication",
  steps: [["communicationServices", "communicationServiceName"]],
  apiVersion: "2026-03-18",
  thing: "Communication Services resource",
  nameRule: nameRules.communicationService,
  located: true,
  required: ["dataLocation"],
  replaceOn: ["dataLocation"],
  readOnly: [
    "hostName",
    "immutableResourceId",
    "notificationHubId",
    "provisioningState",
    "systemData",
    "version",
    "identity.principalId",
    "identity.tenantId",
  ],
  refusals: (inputs, world, { id, name }) => [
    ...valueRefusals(inputs, "publicNetworkAccess", ["Enabled", "Disabled", "SecuredByPerimeter"]),
    ...refusalsOfPlace(inputs),

    ...(takenBy(name, [token], id, world) === undefined
      ? []
      : // Azure/Communication#42
        [
          citedRefusal(
            "name-taken",
            "communicationServiceName",
            "HostNamePrefixTaken",
            "Specified host name prefix is not available",
          ),
        ]),
  ],
  outputs: (inputs, _, { id, name }) => ({
    location: "global",
    publicNetworkAccess: inputs["publicNetworkAccess"] ?? "Enabled",
    disableLocalAuth: inputs["disableLocalAuth"] ?? false,
    hostName: `${name.toLowerCase()}.${region(inputs["dataLocation"])}communication.azure.com`,
    immutableResourceId: stableGuid("immutable", id),
    provisioningState: "Succeeded",
  }),
});

function refusalsOfPlace({ location, dataLocation }: ResourceProperties): readonly Refusal[] {
  return [
    ...(location === undefined || String(location).toLowerCase() === "global"
      ? []
      : [
          refusal(
            "not-global",
            "location",
            `Communication Services resources are global, but the location is ${shown(location)}; say location: "global"`,
          ),
        ]),
    ...(dataLocations.some((one) => one === dataLocation)
      ? []
      : [
          refusal(
            "unknown-data-location",
            "dataLocation",
            `data cannot be kept in ${shown(dataLocation)}; allowed are ${dataLocations.join(", ")}`,
          ),
        ]),
  ];
}

/** Host names carry the data location, except for the United States. */
function region(dataLocation: unknown): string {
  const word = String(dataLocation).toLowerCase().replaceAll(" ", "");
  return word === "unitedstates" ? "" : `${word}.`;
}
