import { shown } from "../../filters/arm/json-value.ts";
import type { Digits } from "../../filters/build/phone-number.ts";
import type { FilterTypeError } from "../../filters/filter-type-error.ts";

/**
 * Numbers, or what they begin with, as every template takes them: in digits. Some events write them with a plus and
 * some without, which is the template's business.
 */
export type PhoneNumbers<Numbers extends readonly string[]> = {
  readonly [I in keyof Numbers]: Digits<Numbers[I]>;
} & (Numbers extends readonly [] ? FilterTypeError<"the list is empty, and no number begins like nothing"> : unknown);

/** What is wrong with one number, or the beginning of one. */
export function phoneNumberProblem(value: string): string | undefined {
  if (/^[0-9]{1,15}$/.test(value)) return undefined;
  const digits = value.replace(/[^0-9]/g, "");
  const instead = digits.length > 0 && digits.length <= 15 ? digits : "12065550100";
  return `${shown(value)} is no number or beginning of one: 1 to 15 digits, without "+", spaces or hyphens. Write ${shown(instead)}.`;
}

/** The same numbers in order, without those that a shorter one lets through anyway. */
export function withoutCovered(numbers: readonly string[]): readonly string[] {
  const distinct = [...new Set(numbers)];
  return distinct.filter((number) => !distinct.some((other) => other !== number && number.startsWith(other)));
}
