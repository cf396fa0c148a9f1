import type { PolicyConfig, RuleSettings } from "./policy-config.ts";

/** The content of a `--policy-pack-config` file that says of every rule what `config` says; `parsePolicyConfig` reads it back. */
export function renderPolicyConfig(config: PolicyConfig): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...config].map(([name, settings]) => [name, renderSettings(settings)]));
}

function renderSettings({ level, parameters, exceptions }: RuleSettings): Readonly<Record<string, unknown>> {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return {
    enforcementLevel: level,
    ...Object.fromEntries(given),
    // A name fits a subscription or a resource; the rule knows which of the two it looks at.
    exceptions: exceptions.map(({ subject, reason, expires }) => ({ subscription: subject, reason, expires })),
  };
}
