import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { defaultAssumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { compileCondition } from "../filters/match/condition.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { listed } from "./wording.ts";

const findings = {
  "whatsapp-number-hidden": {
    level: "warning",
    says: "The filter drops WhatsApp users who hide their number, which is possible since 2026-03-31. In their events an id such as `US.13491208655302741918` is in the subject, and `data.from` or `data.to` is null or empty.",
    todo: "Choose by channel (`data.to` of a message, the end of the subject), or add a second subscription on `data.fromBSUID` or `data.toBSUID`.",
  },
} as const;

const received = "Microsoft.Communication.AdvancedMessageReceived";
const status = "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated";

/**
 * Azure docs, whatsapp-username-support-overview (2026-04-01), which tells users to review such filters. What decides is
 * what a condition does with an event whose number is hidden, not which operator it has.
 */
export const whatsappNumbersRule: FilterRule = {
  findings,
  check: (filter, context) => {
    if (!context.listed) return [];
    return [...bySubject(filter, context), ...byNumber(filter, context)].slice(0, 1);
  },
};

const instead = "Choose by channel, or by data.fromBSUID and data.toBSUID in a second subscription.";

function bySubject({ subjectBeginsWith, advancedFilters }: Filter, { types, path }: CheckContext): Finding[] {
  if (!types.includes(received)) return [];
  const message = `This chooses WhatsApp users by their number. Since 2026-03-31 users may hide their number: then an id such as US.13491208655302741918 is there, and the event does not pass. ${instead}`;
  if (/^advancedMessage\/sender\/\+?\d/i.test(subjectBeginsWith)) {
    return [finding(findings, "whatsapp-number-hidden", { message, path: `${path}.subjectBeginsWith` })];
  }
  const index = advancedFilters.findIndex(namesSenderNumber);
  if (index === -1) return [];
  return [finding(findings, "whatsapp-number-hidden", { message, path: `${path}.advancedFilters[${index}]` })];
}

/** Whether a condition on the subject asks for a sender whose id is a number. */
function namesSenderNumber(condition: AdvancedFilter): boolean {
  if (condition.key.toLowerCase() !== "subject" || !("values" in condition)) return false;
  const positive = ["StringIn", "StringBeginsWith", "StringContains"].includes(condition.operatorType);
  return positive && condition.values.some((value) => /sender\/\+?\d/i.test(String(value)));
}

/** What is in place of a hidden number; sources show null and an empty text, and omit the key in others. */
const hiddenNumbers = [
  ["null", null],
  ["missing", undefined],
  ["empty", ""],
] as const;

function byNumber(filter: Filter, { types, path }: CheckContext): Finding[] {
  const keys: readonly string[] = [
    ...(types.includes(received) ? ["data.from"] : []),
    ...(types.includes(status) ? ["data.to"] : []),
  ];
  return filter.advancedFilters.flatMap((condition, index) => {
    if (!keys.includes(condition.key.toLowerCase())) return [];
    const { test } = compileCondition(condition, filter.enableAdvancedFilteringOnArrays, defaultAssumptions);
    const refused = hiddenNumbers.filter(([, value]) => !test(value)).map(([name]) => name);
    if (refused.length === 0) return [];
    const message = `Since 2026-03-31 WhatsApp users may hide their number; ${condition.key} is null, missing or empty then. This condition drops such events where it is ${listed(refused).replace(" and ", " or ")}. ${instead}`;
    return [finding(findings, "whatsapp-number-hidden", { message, path: `${path}.advancedFilters[${index}]` })];
  });
}
