import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import type { CheckRule } from "./subscription-rule.ts";

const findings = {
  "label-odd": {
    level: "warning",
    says: "A label is empty, or occurs twice.",
    todo: "Omit it.",
  },
  "label-team-differs": {
    level: "warning",
    says: "The labels name another team or owner than the subscription itself; policies and exports read the labels.",
    todo: "Make them agree.",
  },
} as const;

/** Labels are plain strings to Azure; ours carry team and owner. */
export const labelsRule: CheckRule = {
  findings,
  check: ({ labels, team, owner }) => {
    const seen = new Set<string>();
    const found: Finding[] = [];
    for (const [index, label] of labels.entries()) {
      const path = `labels[${index}]`;
      if (label.trim() === "" || seen.has(label)) {
        const message =
          label.trim() === "" ? "The label is empty; omit it." : `The label ${shown(label)} occurs twice.`;
        found.push(finding(findings, "label-odd", { message, path, value: label }));
      }
      seen.add(label);
      for (const [name, own] of [
        ["team", team],
        ["owner", owner],
      ] as const) {
        if (own === undefined || !label.startsWith(`${name}=`) || label === `${name}=${own}`) continue;
        const message = `The label says ${shown(label)}, but the subscription's ${name} is ${shown(own)}; make them agree.`;
        found.push(finding(findings, "label-team-differs", { message, path, value: label, fix: `${name}=${own}` }));
      }
    }
    return found;
  },
};
