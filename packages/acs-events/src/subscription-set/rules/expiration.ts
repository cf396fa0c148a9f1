import { shown } from "../../filters/azure-json/json-value.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "expiration-invalid": {
    level: "error",
    azure: "refuses",
    says: "expirationTimeUtc is no ISO 8601 time in UTC.",
    todo: "Write it like `2027-01-31T00:00:00Z`.",
  },
  "expiration-passed": {
    level: "error",
    azure: "refuses",
    says: "expirationTimeUtc has passed; Azure answers with Invalid expiration time.",
    todo: "Take the subscription out, or give a time that is still to come.",
  },
  "subscription-expired": {
    level: "warning",
    says: "The deployed subscription has ended: expirationTimeUtc has passed, and no event is delivered to it any more.",
    todo: "Delete it, or give it a time that is still to come.",
  },
  "expiration-soon": {
    level: "warning",
    says: "Event Grid removes the subscription within 30 days, and its events are lost from then on.",
    todo: "Nothing, where that is meant; else give a later time or none.",
  },
  "expiration-set": {
    level: "info",
    says: "The subscription has a day on which Event Grid removes it.",
    todo: "Nothing.",
  },
} as const;

const day = 24 * 60 * 60 * 1000;

/** REST specification 2025-02-15; Azure docs, troubleshoot-errors. */
export const expirationRule: CheckRule = {
  findings,
  check: ({ expirationTimeUtc: value, raw }, { today }) => {
    if (value === null || isHiddenText(value)) return [];
    const path = "expirationTimeUtc";
    const time = Date.parse(value);
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|\+00:00)?$/.test(value) || Number.isNaN(time)) {
      const message = `${shown(value)} is not a time in UTC; write it like 2027-01-31T00:00:00Z.`;
      return [finding(findings, "expiration-invalid", { message, path, value })];
    }
    const days = today === undefined ? Number.POSITIVE_INFINITY : (utc(value) - Date.parse(today)) / day;
    // Azure refuses such a time, so that what Azure itself answers was given one that had not passed.
    if (days <= 0 && raw["provisioningState"] !== undefined) {
      const message = `The subscription ended at ${value}, and no event is delivered to it any more. Delete it, or give it a time that is still to come.`;
      return [finding(findings, "subscription-expired", { message, path, value })];
    }
    if (days <= 0) {
      const message = `The subscription expired at ${value}; Azure refuses a time that has passed.`;
      return [finding(findings, "expiration-passed", { message, path, value })];
    }
    const message = `Event Grid removes the subscription at ${value}; its events are lost from then on.`;
    return [finding(findings, days <= 30 ? "expiration-soon" : "expiration-set", { message, path, value })];
  },
};

/** Azure prints the time without saying that it is UTC. */
function utc(text: string): number {
  return Date.parse(/Z|\+00:00$/.test(text) ? text : `${text}Z`);
}
