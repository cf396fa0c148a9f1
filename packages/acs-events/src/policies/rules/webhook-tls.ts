import { azureDocs, benchmark } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

const path = "destination.minimumTlsVersionAllowed";

export const webhookTls = subscriptionRule({
  name: "webhook-tls",
  description: "Webhooks are called over https, with TLS 1.2 at least.",
  level: "mandatory",
  protectsFrom: "Events, and the key in the webhook's address, travel in a way that others can read.",
  howToFix: "Begin the endpoint's `url` with https:// and omit its `minimumTlsVersion`; the program then sets 1.2.",
  references: [
    benchmark("DP-3"),
    benchmark("NS-8"),
    azureDocs("minimum TLS version", "event-grid/transport-layer-security-enforce-minimum-version"),
  ],
  check: ({ name, destination }) => {
    if (isUnknown(destination)) return [cannotTell(name, destination)];
    if (destination?.kind !== "webhook") return [];
    const { url, minimumTlsVersion, endpointName, described } = destination;
    const verdicts: Verdict[] = [];
    if (isUnknown(url)) {
      // Where the address is a secret, Azure has seen it, and takes https alone.
      if (url.why !== "secret") verdicts.push(cannotTell(name, url));
    } else if (!/^https:/i.test(url)) {
      const message = `The webhook "${url}" is not called over https. Begin its address with https://.`;
      verdicts.push(violation(name, "destination.endpointUrl", message, { value: url }));
    }
    if (isUnknown(minimumTlsVersion)) verdicts.push(cannotTell(name, minimumTlsVersion));
    else if (minimumTlsVersion === undefined) {
      const message = 'No minimum TLS version is stated for the webhook. Set minimumTlsVersionAllowed to "1.2".';
      verdicts.push(violation(name, path, message));
    } else if (isOlder(minimumTlsVersion)) {
      const remedy =
        endpointName === undefined ? 'Set minimumTlsVersionAllowed to "1.2"' : `Omit minimumTlsVersion of ${described}`;
      const message = `The webhook may be called with TLS ${minimumTlsVersion}. ${remedy}.`;
      verdicts.push(violation(name, path, message, { value: minimumTlsVersion }));
    }
    return verdicts;
  },
  remediate: ({ destination }) => {
    if (isUnknown(destination) || destination?.kind !== "webhook") return [];
    const version = destination.minimumTlsVersion;
    if (isUnknown(version) || (version !== undefined && !isOlder(version))) return [];
    return [{ path, value: "1.2" }];
  },
});

/** Azure writes "1.0", "1.1", "1.2"; numbers, should there be more. */
function isOlder(version: string): boolean {
  return !(Number.parseFloat(version) >= 1.2);
}
