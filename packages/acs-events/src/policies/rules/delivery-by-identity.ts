import { azureDocs, benchmark } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { canDeliverWithIdentity } from "./subject/destination-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const deliveryByIdentity = subscriptionRule({
  name: "delivery-by-identity",
  description: "Event Grid writes as the topic's managed identity, to destinations that take one and to dead letters.",
  level: "advisory",
  protectsFrom:
    "Event Grid takes the access keys of the destination; delivery ends on the day that somebody switches keys off there.",
  howToFix:
    "Set `deliverWithIdentity: true` on the endpoint, after its owner has given the topic's identity the role to write.",
  references: [
    benchmark("IM-3"),
    azureDocs("deliver events with a managed identity", "event-grid/managed-service-identity"),
  ],
  check: ({ name, destination, deadLetter }) => {
    const verdicts: Verdict[] = [];
    if (isUnknown(destination)) verdicts.push(cannotTell(name, destination));
    else if (destination?.kind === "resource" && canDeliverWithIdentity(destination)) {
      const { withIdentity, described, endpointType } = destination;
      if (isUnknown(withIdentity)) verdicts.push(cannotTell(name, withIdentity));
      else if (!withIdentity) {
        const message = `Event Grid writes to ${described} with its access keys; a ${endpointType} can be written to as the topic's managed identity. Set deliverWithIdentity: true on the endpoint.`;
        verdicts.push(violation(name, "deliveryWithResourceIdentity", message));
      }
    }
    if (isUnknown(deadLetter)) verdicts.push(cannotTell(name, deadLetter));
    else if (isUnknown(deadLetter?.withIdentity)) verdicts.push(cannotTell(name, deadLetter.withIdentity));
    else if (deadLetter?.withIdentity === false) {
      const message =
        "Event Grid writes undelivered events with the access keys of the storage account. Use deadLetterWithResourceIdentity in place of deadLetterDestination.";
      verdicts.push(violation(name, "deadLetterWithResourceIdentity", message));
    }
    return verdicts;
  },
});
