import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";

const findings = {
  "whatsapp-number-hidden": {
    level: "warning",
    says: "The filter chooses WhatsApp users by their number. Since 2026-03-31 users may hide it: then an id such as `US.13491208655302741918` stands in the subject, `data.from` or `data.to` is empty, and the event does not pass.",
    todo: "Choose by channel (`data.to` of a message, the end of the subject), or by `data.fromBSUID` and `data.toBSUID` too, in a second subscription.",
  },
} as const;

const received = "Microsoft.Communication.AdvancedMessageReceived";
const status = "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated";

/** Azure docs, whatsapp-username-support-overview (2026-04-01), which tells users to review such filters. */
export const whatsappNumbersRule: FilterRule = {
  findings,
  check: (filter, context) => {
    const path = placeOfNumber(filter, context);
    if (path === undefined) return [];
    const message =
      "This chooses WhatsApp users by their number, which they may hide since 2026-03-31: then an id such as US.13491208655302741918 stands there, or nothing, and the event does not pass. Choose by channel, or by data.fromBSUID and data.toBSUID in a second subscription.";
    return [finding(findings, "whatsapp-number-hidden", { message, path })] satisfies Finding[];
  },
};

function placeOfNumber(
  { subjectBeginsWith, advancedFilters }: Filter,
  { types, path, listed: explicit }: CheckContext,
) {
  if (!explicit) return undefined;
  if (types.includes(received) && /^advancedMessage\/sender\/\d/i.test(subjectBeginsWith))
    return `${path}.subjectBeginsWith`;
  const index = advancedFilters.findIndex((condition) => {
    const key = condition.key.toLowerCase();
    const chooses = condition.operatorType === "StringIn" || condition.operatorType === "StringBeginsWith";
    if (!chooses || !condition.values.some((value) => /^\+?\d/.test(value))) return false;
    return (key === "data.from" && types.includes(received)) || (key === "data.to" && types.includes(status));
  });
  return index === -1 ? undefined : `${path}.advancedFilters[${index}]`;
}
