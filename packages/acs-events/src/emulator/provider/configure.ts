import type { ProviderSettings } from "../resources/azure.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { type ConfigureRequest, type ConfigureResponse, providerMessages } from "./protobuf.ts";
import { fromWire } from "./wire.ts";

/**
 * `Configure`: takes the Azure subscription, the tenant and the location that the stack names. One process serves every
 * provider of a program, so the last one that names a subscription decides for all.
 */
export function configure(
  request: ConfigureRequest,
  before: ProviderSettings,
  otherwiseLocation: string | undefined,
): { readonly settings: ProviderSettings; readonly response: ConfigureResponse } {
  const given: ResourceProperties = fromWire(request.getArgs());
  const variables = request.getVariablesMap();
  const value = (name: string): string | undefined => {
    const found = given[name] ?? variables.get(`azure-native:config:${name}`);
    return typeof found === "string" && found !== "" ? found : undefined;
  };
  const location = value("location") ?? otherwiseLocation;
  const response = new providerMessages.ConfigureResponse();
  // Secrets come as plain values, and the engine marks outputs by the inputs of the same name, as with azure-native.
  response.setAcceptsecrets(false);
  response.setSupportspreview(true);
  response.setAcceptresources(false);
  response.setAcceptoutputs(false);
  response.setSupportsAutonamingConfiguration(true);
  return {
    settings: {
      subscriptionId: value("subscriptionId") ?? before.subscriptionId,
      tenantId: value("tenantId") ?? before.tenantId,
      ...(location === undefined ? {} : { location }),
    },
    response,
  };
}
