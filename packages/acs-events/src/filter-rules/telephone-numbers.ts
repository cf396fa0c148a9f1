import { type EventType, isEventType } from "../catalog/event-types.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { listed, typesInWords } from "./wording.ts";

const findings = {
  "number-plus-sign": {
    level: "warning",
    says: "A telephone number is written with a plus where events have none, or without one where they have one. Incoming calls have a plus, WhatsApp messages have none. For text messages the sources differ: the documentation's samples have numbers with and without a plus, running programs see a plus.",
    todo: "Write the number as the finding suggests; for text messages list both forms, as `isPhoneNumber` and `phoneNumberBeginsWith` of `filter()` do.",
  },
} as const;

/** How events of a type have a telephone number. */
export type Form = "plus" | "no plus" | "either";

/**
 * Azure docs, incoming-call-notification and advanced messaging events. Of text messages, the sample of SMSReceived on
 * one page has no plus, Microsoft's sample application call-center-ai and running programs have one, and the sample of
 * the delivery report has both forms in one event: not settled.
 */
const forms: Readonly<Partial<Record<EventType, Readonly<Record<string, Form>>>>> = {
  "Microsoft.Communication.SMSReceived": { from: "either", to: "either" },
  "Microsoft.Communication.SMSDeliveryReportReceived": { from: "either", to: "either" },
  "Microsoft.Communication.IncomingCall": { "from.phonenumber.value": "plus", "to.phonenumber.value": "plus" },
  "Microsoft.Communication.AdvancedMessageReceived": { from: "no plus" },
  "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated": { to: "no plus" },
};

/** How events of a type have the number under a key; undefined where no number is known to be there. */
export function phoneNumberForm(type: string, key: string): Form | undefined {
  const parsed = parseKey(key);
  if (parsed.kind !== "data" || !isEventType(type)) return undefined;
  return forms[type]?.[parsed.names.join(".").toLowerCase()];
}

const wholeOrBeginning = ["StringIn", "StringNotIn", "StringBeginsWith", "StringNotBeginsWith"];

/** Numbers in values, in the form that the events have. */
export const telephoneNumbersRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) =>
    advancedFilters.flatMap(({ operatorType, key, ...operand }, index): Finding[] => {
      const parsed = parseKey(key);
      if (parsed.kind !== "data" || !("values" in operand) || !wholeOrBeginning.includes(operatorType)) return [];
      const path = `${context.path}.advancedFilters[${index}].values`;
      const begins = operatorType.endsWith("BeginsWith");
      if (begins && operand.values.some((value) => value === "+"))
        return checkPlus(parsed.names.join("."), path, context);
      return checkNumbers(parsed.names.join("."), operand.values, path, context);
    }),
};

function checkNumbers(field: string, values: readonly unknown[], path: string, { types }: CheckContext): Finding[] {
  const own = field.toLowerCase();
  const having = (form: Form) => types.filter((type) => forms[type]?.[own] === form);
  const [withPlus, without, either] = [having("plus"), having("no plus"), having("either")];
  const given = new Set(values);
  const lone = values
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => isNumber(value) && !given.has(otherForm(value)))
    .map(({ value, index }) => ({ value: String(value), index }));
  if (lone.length === 0 || withPlus.length + without.length + either.length === 0) return [];
  // Both forms are asked for where one type has the one and another the other, or where nobody knows.
  if (either.length > 0 || (withPlus.length > 0 && without.length > 0)) {
    const fix = [...given].flatMap((value) => (isNumber(value) ? bothForms(value) : [value]));
    const why =
      either.length > 0
        ? `The sources differ on whether data.${field} has a plus in ${typesInWords(either)}: published samples have none or one, running programs see one.`
        : `${typesInWords(withPlus)} has data.${field} with a plus, ${typesInWords(without)} without one.`;
    const message = `${why} ${listed(lone.map(({ value }) => shown(value)))} may not match; list both forms: ${listed([...new Set(fix)].map(shown))}.`;
    return [finding(findings, "number-plus-sign", { message, path, value: values, fix: [...new Set(fix)] })];
  }
  const plus = withPlus.length > 0;
  return lone.flatMap(({ value, index }): Finding[] => {
    if (value.startsWith("+") === plus) return [];
    const fix = otherForm(value);
    const message = `${typesInWords(plus ? withPlus : without)} has data.${field} ${plus ? "with" : "without"} a plus, so ${shown(value)} never matches. Write ${shown(fix)}.`;
    return [finding(findings, "number-plus-sign", { message, path: `${path}[${index}]`, value, fix })];
  });
}

/** A condition on the plus itself matches all events of a type or none, and which of the two nobody knows. */
function checkPlus(field: string, path: string, { types }: CheckContext): Finding[] {
  const either = types.filter((type) => forms[type]?.[field.toLowerCase()] === "either");
  if (either.length === 0) return [];
  const message = `The sources differ on whether data.${field} has a plus in ${typesInWords(either)}: published samples have none or one, running programs see one. A condition on "+" may drop every event. Omit it.`;
  return [finding(findings, "number-plus-sign", { message, path, value: "+" })];
}

function isNumber(value: unknown): value is string {
  return typeof value === "string" && /^\+?\d{2,15}$/.test(value);
}

function otherForm(value: unknown): string {
  const text = String(value);
  return text.startsWith("+") ? text.slice(1) : `+${text}`;
}

function bothForms(value: string): readonly [string, string] {
  const digits = value.replace("+", "");
  return [digits, `+${digits}`];
}
