import { benchmark } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import type { SecretState } from "./subject/destination-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const webhookSecretEncrypted = subscriptionRule({
  name: "webhook-secret-encrypted",
  description: "What is secret about a webhook is a secret to Pulumi too.",
  level: "mandatory",
  protectsFrom:
    "The key of the webhook is in the repository, the state and every preview, for everybody who can read one of them.",
  howToFix:
    "Set it with `pulumi config set --secret --path 'acs-events:secrets.<endpoint>.query' 'code=…'`, and give the webhook a new key: the old one has been seen.",
  references: [benchmark("IM-8")],
  check: ({ name, destination }) => {
    if (isUnknown(destination)) return [cannotTell(name, destination)];
    if (destination?.kind !== "webhook") return [];
    const { described, urlSecret, headerSecret } = destination;
    const judge = (state: SecretState | Unknown, path: string, what: string): Verdict[] => {
      if (isUnknown(state)) return [cannotTell(name, state)];
      if (state !== "plain") return [];
      const message = `${what} ${described} is in plain text. Set it as a Pulumi secret under acs-events:secrets, and give the webhook a new one.`;
      return [violation(name, path, message)];
    };
    return [
      ...judge(urlSecret, "destination.endpointUrl", "The secret in the address of"),
      ...judge(headerSecret, "destination.deliveryAttributeMappings", "The secret header of"),
    ];
  },
});
