import { matchesAny } from "./pattern.ts";
import { azureDocs, benchmark } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { standInHosts } from "./stand-in-hosts.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const webhookAuthenticated = subscriptionRule({
  name: "webhook-authenticated",
  description: "Webhooks can tell Event Grid from anybody else: by Entra ID, or by a secret.",
  level: "mandatory",
  protectsFrom: "Event Grid signs nothing: whoever knows the address can send made-up events.",
  howToFix:
    "Set `entra` of the endpoint; or a secret, with `pulumi config set --secret --path 'acs-events:secrets.<endpoint>.query' 'code=…'`.",
  references: [
    benchmark("IM-1"),
    benchmark("IM-4"),
    azureDocs("secure webhook delivery", "event-grid/secure-webhook-delivery"),
    azureDocs("authenticate event delivery", "event-grid/security-authentication"),
  ],
  parameters: { standInHosts },
  check: ({ name, destination }, { parameters: { standInHosts } }) => {
    if (isUnknown(destination)) return [cannotTell(name, destination)];
    if (destination?.kind !== "webhook") return [];
    const { url, entra, urlSecret, headerSecret, described } = destination;
    if (entra === true) return [];
    if ([urlSecret, headerSecret].some((secret) => !isUnknown(secret) && secret !== "none")) return [];
    const open = [entra, urlSecret, headerSecret].find(isUnknown);
    if (open !== undefined) return [cannotTell(name, open)];
    if (!isUnknown(url) && matchesAny(hostOf(url), standInHosts)) return [];
    const message = `Nothing tells ${described} that a call comes from Event Grid. Set its entra (tenantId, applicationId), or a secret in its query or a header.`;
    return [violation(name, "destination", message)];
  },
});

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
