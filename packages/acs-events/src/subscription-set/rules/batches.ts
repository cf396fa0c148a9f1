import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { destinationKinds, isEndpointType } from "./destination-kinds.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "batch-out-of-bounds": {
    level: "error",
    azure: "refuses",
    says: "maxEventsPerBatch is a whole number from 1 to 5000, preferredBatchSizeInKilobytes one from 1 to 1024.",
    todo: "Write a number within the bounds.",
  },
  "batch-not-for-kind": {
    level: "warning",
    says: "Batches are set for a kind of destination that takes none; only webhooks and functions do.",
    todo: "Omit them.",
  },
} as const;

const bounds = { maxEventsPerBatch: 5000, preferredBatchSizeInKilobytes: 1024 } as const;

/** Azure docs, delivery-and-retry, "Output batching". */
export const batchesRule: CheckRule = {
  findings,
  check: ({ destination }) => {
    const type = destination?.["endpointType"];
    if (destination === null || typeof type !== "string" || !isEndpointType(type)) return [];
    return Object.entries(bounds).flatMap(([name, most]): Finding[] => {
      const value = destination[name];
      if (value === undefined || value === null || (typeof value === "string" && isHiddenText(value))) return [];
      const at = { path: `destination.${name}`, value };
      if (!destinationKinds[type].batches) {
        const message = `${name} is set, but a destination of kind ${type} takes no batches; omit it.`;
        return [finding(findings, "batch-not-for-kind", { message, ...at })];
      }
      if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) return [];
      const message = `${name} is ${shown(value)}; Azure allows a whole number from 1 to ${most}.`;
      return [finding(findings, "batch-out-of-bounds", { message, ...at })];
    });
  },
};
