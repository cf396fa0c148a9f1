import { matchesAny } from "./pattern.ts";
import { benchmark } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { standInHosts } from "./stand-in-hosts.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const webhookHostAllowed = subscriptionRule({
  name: "webhook-host-allowed",
  description: "Webhooks are on hosts that the company knows.",
  level: "mandatory",
  protectsFrom: "Messages and phone numbers of customers go to a host outside, by mistake or on purpose.",
  howToFix: "Deliver to a host on the list, or have the host put on the list.",
  references: [benchmark("NS-2")],
  parameters: {
    hosts: {
      type: "list",
      description:
        'The hosts, such as "handlers.contoso.example" or "*.contoso.example". Until it is set, any host will do.',
    },
    standInHosts,
  },
  check: ({ name, destination }, { parameters: { hosts, standInHosts } }) => {
    if (hosts === undefined) return [];
    if (isUnknown(destination)) return [cannotTell(name, destination)];
    if (destination?.kind !== "webhook") return [];
    const { url } = destination;
    if (isUnknown(url)) return [cannotTell(name, url)];
    const host = URL.canParse(url) ? new URL(url).hostname : url;
    if (matchesAny(host, [...hosts, ...standInHosts])) return [];
    const message = `The webhook is on the host "${host}"; allowed are ${hosts.join(", ") || "none"}.`;
    return [violation(name, "destination.endpointUrl", message, { value: host })];
  },
});
