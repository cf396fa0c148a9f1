import { hasOpenSize } from "../../catalog/open-sized.ts";
import { finding } from "../../filters/finding-definitions.ts";
import type { CheckRule } from "./subscription-rule.ts";

const findings = {
  "queue-message-size": {
    level: "info",
    says: "The events can be larger than a message of a storage queue: 64 KiB of base64, that is 48 KiB of JSON. What Event Grid does with a larger event is not documented; expect a dead letter.",
    todo: "Keep undelivered events; where lists can be long, deliver to a Service Bus queue (256 KB) or to a webhook.",
  },
} as const;

/** Base64 leaves three quarters of a message's 65,536 bytes; Event Grid takes events of up to 1 MB. */
export const messageSizeRule: CheckRule = {
  findings,
  check: ({ destination, filter, filterOnly }) => {
    if (filterOnly || destination?.endpointType !== "StorageQueue" || filter.eventTypes === "All") return [];
    const open = filter.eventTypes.filter(hasOpenSize);
    const [first] = open;
    if (first === undefined) return [];
    const others = open.length === 1 ? "" : ` and of ${open.length - 1} more event types`;
    const message = `Events of ${first}${others} have lists without a documented limit, and a message of a storage queue holds 48 KiB of JSON. A larger event is expected to become a dead letter; a Service Bus queue holds 256 KB.`;
    return [finding(findings, "queue-message-size", { message, path: "destination", value: open })];
  },
};
