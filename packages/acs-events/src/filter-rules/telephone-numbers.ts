import type { EventType } from "../catalog/event-types.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { typesInWords } from "./wording.ts";

const findings = {
  "number-plus-sign": {
    level: "warning",
    says: "A telephone number is written with a plus where events have none, or without one where they have one: in delivery reports of text messages `data.to` has a plus and `data.from` has none, in incoming calls numbers have one.",
    todo: "Write the number as the finding suggests; where the listed types differ, make two subscriptions or give both forms.",
  },
} as const;

/** Where samples show telephone numbers, and whether with a plus (Azure docs, SMS events; incoming-call-notification). */
const plus: Readonly<Partial<Record<EventType, Readonly<Record<string, boolean>>>>> = {
  "Microsoft.Communication.SMSReceived": { from: false, to: false },
  "Microsoft.Communication.SMSDeliveryReportReceived": { from: false, to: true },
  "Microsoft.Communication.IncomingCall": { "from.phonenumber.value": true, "to.phonenumber.value": true },
  "Microsoft.Communication.AdvancedMessageReceived": { from: false },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": { to: false },
};

const wholeOrBeginning = ["StringIn", "StringNotIn", "StringBeginsWith", "StringNotBeginsWith"];

/** Numbers in values, in the form that the events have. */
export const telephoneNumbersRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) =>
    advancedFilters.flatMap(({ operatorType, key, ...operand }, index): Finding[] => {
      const parsed = parseKey(key);
      if (parsed.kind !== "data" || !("values" in operand) || !wholeOrBeginning.includes(operatorType)) return [];
      const path = `${context.path}.advancedFilters[${index}].values`;
      return checkNumbers(parsed.names.join("."), operand.values, path, context);
    }),
};

function checkNumbers(field: string, values: readonly unknown[], path: string, { types }: CheckContext): Finding[] {
  const own = field.toLowerCase();
  const withPlus = types.filter((type) => plus[type]?.[own] === true);
  const without = types.filter((type) => plus[type]?.[own] === false);
  if (withPlus.length + without.length === 0) return [];
  const given = new Set(values);
  const found: Finding[] = [];
  for (const [index, value] of values.entries()) {
    if (typeof value !== "string" || !/^\+?\d{2,15}$/.test(value)) continue;
    const hasPlus = value.startsWith("+");
    const missed = hasPlus ? without : withPlus;
    const fix = hasPlus ? value.slice(1) : `+${value}`;
    if (missed.length === 0 || given.has(fix)) continue;
    const both = missed.length < withPlus.length + without.length;
    const message = `In ${typesInWords(missed)} data.${field} is written ${hasPlus ? "without" : "with"} a plus, so that ${shown(value)} does not meet it; write ${both ? `both forms, ${shown(fix)} too` : shown(fix)}.`;
    found.push(finding(findings, "number-plus-sign", { message, path: `${path}[${index}]`, value, fix }));
  }
  return found;
}
