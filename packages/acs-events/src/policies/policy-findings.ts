import type { FindingDefinitions } from "../filters/finding-definitions.ts";

/** What is reported about the policies themselves, beside their violations, which have the names of the rules. */
export const policyFindings = {
  "policy-config-invalid": {
    level: "error",
    says: "The stack's file of policies (`policies/config/<stack>.json`) names a rule or a parameter that does not exist, or gives an invalid value. Nothing is judged until it is right.",
    todo: "Write what the message suggests. `npx acs-events docs` lists the policies, and the page of each its parameters.",
  },
  "policy-exception-expired": {
    level: "warning",
    says: "An exception from a policy ended, so that the policy applies again.",
    todo: "Put right what the policy objects to, or give the exception a later date.",
  },
  "policy-exception-unused": {
    level: "info",
    says: "An exception is for something that the policy does not object to.",
    todo: "Take the exception out.",
  },
} as const satisfies FindingDefinitions;
