import type { TextField } from "../../filter-builder/field-operators.ts";
import { type Digits, phoneNumber } from "../../filter-builder/phone-number.ts";
import type { AdvancedFilter } from "../../filters/advanced-filter.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import type { FilterTypeError } from "../../filters/filter-type-error.ts";

/**
 * Numbers, or what they begin with, as every template takes them: in digits. Some events write them with a plus and
 * some without, which the template takes care of.
 */
export type PhoneNumbers<Numbers extends readonly string[]> = {
  readonly [I in keyof Numbers]: Digits<Numbers[I]>;
} & (Numbers extends readonly [] ? FilterTypeError<"the list is empty, and no number begins like nothing"> : unknown);

/** What is wrong with one number, or the beginning of one. */
export function phoneNumberProblem(value: string): string | undefined {
  if (/^[0-9]{1,15}$/.test(value)) return undefined;
  const digits = value.replace(/[^0-9]/g, "");
  const instead = digits.length > 0 && digits.length <= 15 ? digits : "12065550100";
  return `${shown(value)} is not a number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write ${shown(instead)}.`;
}

/** The same numbers in order, without those that a shorter one matches anyway. */
export function withoutCovered(numbers: readonly string[]): readonly string[] {
  const distinct = [...new Set(numbers)];
  return distinct.filter((number) => !distinct.some((other) => other !== number && number.startsWith(other)));
}

/** For `subjectBeginsWith` of text messages: the prefix of one number; none where there are several, or none at all. */
export function subjectPrefix(numbers: readonly string[]): `/phonenumber/${string}` | "" {
  const [first, ...others] = withoutCovered(numbers);
  return first === undefined || others.length > 0 ? "" : phoneNumber(first);
}

/**
 * For `where`, beside `subjectPrefix`: a filter has one prefix, so that several numbers are the values of one condition
 * on the subject, any of which will do. `subject` is a key in both delivery schemas.
 */
export function subjectConditions(subject: TextField, numbers: readonly string[]): readonly AdvancedFilter[] {
  const distinct = withoutCovered(numbers);
  return distinct.length > 1 ? [subject.beginsWith(...distinct.map((number) => phoneNumber(number)))] : [];
}
