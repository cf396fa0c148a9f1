import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import type { CheckRule } from "./subscription-rule.ts";

const findings = {
  "retry-out-of-bounds": {
    level: "error",
    azure: "refuses",
    says: "maxDeliveryAttempts is a whole number from 1 to 30, eventTimeToLiveInMinutes one from 1 to 1440.",
    todo: "Write a number within the bounds.",
  },
  "incoming-call-retries": {
    level: "warning",
    says: "IncomingCall is retried for longer than a call rings (30 seconds). A handler then answers calls that have ended.",
    todo: "Set maxDeliveryAttempts to 2 and eventTimeToLiveInMinutes to 1, as the documentation advises.",
  },
} as const;

const bounds = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 } as const;
const incomingCall = "Microsoft.Communication.IncomingCall";

/** Azure docs, delivery-and-retry; call-automation/incoming-call-notification. */
export const retriesRule: CheckRule = {
  findings,
  check: ({ retryPolicy, filter, filterOnly, hidden }) => {
    if (filterOnly) return [];
    const found = Object.entries(bounds).flatMap(([name, most]): Finding[] => {
      const value = retryPolicy[name as keyof typeof bounds];
      if (Number.isInteger(value) && value >= 1 && value <= most) return [];
      const message = `${name} is ${value}; Azure allows a whole number from 1 to ${most}.`;
      return [finding(findings, "retry-out-of-bounds", { message, path: `retryPolicy.${name}`, value })];
    });
    const { maxDeliveryAttempts: attempts, eventTimeToLiveInMinutes: minutes } = retryPolicy;
    const calls = filter.eventTypes !== "All" && filter.eventTypes.includes(incomingCall);
    if (!calls || (attempts <= 2 && minutes <= 1) || hidden.some(({ path }) => path.startsWith("retryPolicy")))
      return found;
    const message = `A call rings for 30 seconds, but IncomingCall is tried up to ${attempts} times within ${minutes} minutes. A handler then answers calls that have ended. Set maxDeliveryAttempts to 2 and eventTimeToLiveInMinutes to 1.`;
    const fix = { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 };
    return [
      ...found,
      finding(findings, "incoming-call-retries", { message, path: "retryPolicy", value: retryPolicy, fix }),
    ];
  },
};
