import { azurePolicy, benchmark } from "./references.ts";
import { resourceRule } from "./rule.ts";
import { inputIs } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const localAuthenticationOff = resourceRule({
  name: "local-authentication-off",
  description: "Communication Services are used as identities of Entra ID; access keys are off.",
  level: "advisory",
  protectsFrom: "An access key that leaks sends texts and calls in the company's name, and nobody can say who had it.",
  howToFix: "Leave `acs-events:communication.localAuthentication` out, or set it to false.",
  references: [benchmark("IM-1"), azurePolicy("fc264132-db9c-4302-bb7d-3994c36461fe", "local authentication disabled")],
  kinds: ["communication-service"],
  check: (resource) => {
    const off = inputIs(resource, "disableLocalAuth", true);
    if (isUnknown(off)) return [cannotTell(resource.name, off)];
    if (off) return [];
    const message = "Access keys work. Set disableLocalAuth to true: omit localAuthentication from the configuration.";
    return [violation(resource.name, "disableLocalAuth", message, { value: false })];
  },
});
