import { matchesAny } from "./pattern.ts";
import { resourceRule } from "./rule.ts";
import { violation } from "./verdict.ts";

export const communicationServiceProtected = resourceRule({
  name: "communication-service-protected",
  description: "In production, Pulumi refuses to delete the Communication Services resource.",
  level: "mandatory",
  protectsFrom: "A destroy, or a change that replaces it, takes the company's phone numbers along.",
  howToFix: "Leave `acs-events:communication.protect` out, or set it to true.",
  parameters: {
    stacks: {
      type: "list",
      description: "The stacks that are production; * means any characters.",
      default: ["prod", "prod-*", "production", "production-*"],
    },
  },
  kinds: ["communication-service"],
  check: ({ name, protect }, { stack, parameters: { stacks } }) => {
    if (protect || !matchesAny(stack, stacks)) return [];
    const message = `The stack "${stack}" is production, and the resource is not protected: a destroy would take its phone numbers along. Set protect to true.`;
    return [violation(name, "protect", message, { value: false })];
  },
});
