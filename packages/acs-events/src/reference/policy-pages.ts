import { overlaps } from "../policies/deduplicate-findings.ts";
import { rules } from "../policies/rules/index.ts";
import type { Parameter } from "../policies/rules/parameters.ts";
import type { Rule } from "../policies/rules/rule.ts";
import { markdownTable, type ReferencePage } from "./page.ts";

export function policyPages(): readonly ReferencePage[] {
  return rules.map((rule) => ({
    kind: "policy",
    id: rule.name,
    summary: rule.description,
    markdown: pageOf(rule),
  }));
}

/**
 * Why a violation can be intended. A mandatory policy has no entry: its violation loses events, opens access or makes
 * Azure refuse the deployment.
 */
export const whyAdvisory: Readonly<Record<string, string>> = {
  "retry-within-bounds": "The team knows how long an event is of use.",
  "event-types-not-retiring": "Everything works until the day itself, and a replacement takes time.",
  "topic-has-diagnostics": "A company can collect logs in another way, for example by an Azure Policy.",
  "event-types-listed": 'An audit needs every event. Whoever needs every event has to write "All".',
  "shared-event-types-have-prefix": "A team can be responsible for the whole company.",
  "prefix-ends-at-segment": "Some ids have a structure, and their beginnings mean something.",
  "filter-matches-documented-events": "The documentation has gaps, and the service can send more than it says.",
  "filter-not-shadowed": "During a move, two subscriptions side by side are the safe way.",
  "same-event-once-per-endpoint":
    "During a move, two subscriptions side by side are the safe way. Handlers must be idempotent anyway, because Event Grid delivers at least once.",
  "delivery-by-identity": "Only the owner of the destination can grant the role.",
  "local-authentication-off":
    "A client that cannot use Entra ID yet needs the keys. Whoever switches them on has to write it down.",
  "public-network-access-stated": "Azure's default can be intended.",
  "topic-quota": "The last 50 places can be used.",
  "team-quota": "The teams agree on a fair share among themselves.",
  "subscription-named-for-team":
    "An existing name is an identity. A new name creates a second subscription before the old one is deleted, and events in between arrive twice.",
};

const levels = {
  mandatory: "mandatory: while it is violated, nothing is deployed.",
  advisory: "advisory: a violation is reported, and the deployment goes on.",
  disabled: "disabled: it is not judged until a stack switches it on.",
} as const;

function pageOf({ name, level, description, protectsFrom, howToFix, parameters, references }: Rule): string {
  const rows = Object.entries(parameters).map(([key, one]) => [`\`${key}\``, defaultOf(one), one.description]);
  return [
    `# ${name}`,
    `Level ${levels[level]} A stack can set another level ([levels and parameters](../../policies.md)).`,
    "## The rule",
    description,
    "## What it protects from",
    protectsFrom,
    "## How to fix a violation",
    howToFix,
    ...(whyAdvisory[name] === undefined ? [] : ["## Why it is advisory", whyAdvisory[name]]),
    ...(rows.length === 0 ? [] : ["## Parameters", markdownTable(["parameter", "default", "what it is"], rows)]),
    ...sameOf(name),
    ...(references.length === 0
      ? []
      : ["## References", references.map(({ title, url }) => `- [${title}](${url})`).join("\n")]),
    "[All policies](index.md)",
  ].join("\n\n");
}

function sameOf(policy: string): readonly string[] {
  const links = overlaps
    .filter((one) => one.policy === policy)
    .flatMap(({ findings }) => findings.map((id) => `- [${id}](../findings/${id}.md)`));
  return links.length === 0 ? [] : ["## Findings that mean the same", links.join("\n")];
}

function defaultOf(parameter: Parameter): string {
  if (parameter.default === undefined) return "not set";
  if (!Array.isArray(parameter.default)) return `\`${String(parameter.default)}\``;
  return parameter.default.map((one) => `\`${one}\``).join(", ") || "none";
}

/** The index of all policies, in the order of the list of rules. */
export function policyIndex(): string {
  const rows = rules.map(({ name, level, description }) => [`[${name}](${name}.md)`, level, description]);
  return [
    "# Policies",
    "Every policy of the package. [About policies](../../policies.md) says how to set levels and parameters, and how to write one.",
    markdownTable(["policy", "level", "the rule"], rows),
  ].join("\n\n");
}
