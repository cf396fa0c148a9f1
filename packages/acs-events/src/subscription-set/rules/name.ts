import { shown } from "../../filters/azure-json/json-value.ts";

import { finding } from "../../filters/finding-definitions.ts";

import { hasKnownName } from "../subscription-record.ts";

import type { CheckRule } from "./subscription-rule.ts";

const findings = {
  "subscription-name-invalid": {
    level: "error",
    azure: "refuses",
    says: "The name of an event subscription has 3 to 64 letters, digits and hyphens, and nothing else.",
    todo: "Give it such a name. Of one that is renamed, the engine creates the new one before it deletes the old one: events in between arrive twice.",
  },
} as const;

/** Azure docs, subscription-creation-schema. */
export const nameRule: CheckRule = {
  findings,
  check: (subscription) => {
    const { name } = subscription;
    if (!hasKnownName(subscription) || /^[-a-zA-Z0-9]{3,64}$/.test(name)) return [];
    const written = shown(name);
    const isLong = (name.length < 3 || name.length > 64) && !written.endsWith("characters)");
    const message = `Azure refuses the name ${written}${isLong ? ` (${name.length} characters)` : ""}; 3 to 64 letters, digits and hyphens are allowed.`;
    const fix = name.replaceAll(/[^-a-zA-Z0-9]+/g, "-");
    const at = { path: "name", value: name, ...(/^[-a-zA-Z0-9]{3,64}$/.test(fix) ? { fix } : {}) };
    return [finding(findings, "subscription-name-invalid", { message, ...at })];
  },
};
