import { defaultTlsVersion } from "../plan/endpoint.ts";
import { isExpression, type SubscriptionRecord } from "../subscription-set/subscription-record.ts";

export const minimumTlsName = "minimumTlsVersionAllowed";

/**
 * The oldest TLS version that a webhook is called with; undefined where the destination is no webhook, or the version is
 * not to be seen. A plan omits 1.2, and Azure takes 1.2 where nothing is set (docs, transport-layer-security-enforce-minimum-version).
 */
export function minimumTlsOf({ destination, hidden }: SubscriptionRecord): string | undefined {
  const isHidden = hidden.some(({ path }) => path === "destination" || path === `destination.${minimumTlsName}`);
  if (isHidden || destination?.["endpointType"] !== "WebHook") return undefined;
  const version = destination[minimumTlsName] ?? "";
  if (typeof version !== "string" || isExpression(version)) return undefined;
  return version === "" ? defaultTlsVersion : version;
}
