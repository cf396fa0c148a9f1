import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { readingFindings } from "./reading-findings.ts";
import type { HiddenValue } from "./subscription-record.ts";

/** A hidden endpoint is how it should be; what a filter or a name hides prevents others from answering. */
export function mattersToReader({ path }: HiddenValue): boolean {
  return path === "name" || path === "condition" || /^filter\b/.test(path);
}

/** What is hidden at one place, and why. */
export function hiddenFinding({ path, why, text }: HiddenValue): Finding {
  const reasons = {
    secret: "is a secret that is not shown here",
    unknown: "is known only once it is deployed",
    expression: `is computed when the template is deployed: ${shown(text)}`,
  };
  const message =
    path === "condition"
      ? `Whether it is deployed at all ${reasons[why]}; here it is read as if it were.`
      : `The value here ${reasons[why]}; nothing that depends on it can be said.`;
  return finding(readingFindings, "value-hidden", { message, path, ...(text === undefined ? {} : { value: text }) });
}
