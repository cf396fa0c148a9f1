import { shown } from "../filters/azure-json/json-value.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";
import { finding } from "../filters/finding-definitions.ts";
import { FilterError } from "./filter-error.ts";
import { buildFindings } from "./findings.ts";
import { mistake } from "./mistakes.ts";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** `Text` where it is digits only, else the reason; a plain string is looked at when it runs. */
export type Digits<Text extends string> = string extends Text
  ? Text
  : Text extends ""
    ? FilterTypeError<"no digits are no number; to mean every number say phoneNumber.any">
    : OnlyDigits<Text> extends true
      ? Text
      : FilterTypeError<"phone numbers are given in digits only: no +, no spaces, no hyphens">;

/** A pattern such as `${number}` would let "+1555", "1e3" and "-1" through. */
type OnlyDigits<Text extends string> = Text extends ""
  ? true
  : Text extends `${Digit}${infer Rest}`
    ? OnlyDigits<Rest>
    : false;

/**
 * Text messages by the number that their subject names, or by the digits that it begins with: `phoneNumber("1555")` is
 * area code 555 of country 1. For `subjectBeginsWith` of SMSReceived and SMSDeliveryReportReceived. In all published
 * samples that is the number of the Communication Services resource, in digits and without "+".
 *
 * Throws a `FilterError` for anything but 1 to 15 digits.
 */
export const phoneNumber = Object.assign(
  <const D extends string>(digits: Digits<D>): `/phonenumber/${D}` => {
    const given: unknown = digits;
    if (typeof given === "string" && /^[0-9]{1,15}$/.test(given)) return `/phonenumber/${given as D}`;
    return mistake(new FilterError([notDigits(given)]), "/phonenumber/1" as `/phonenumber/${D}`);
  },
  {
    /** The beginning of the subject of every text message. */
    any: "/phonenumber/",
  } as const,
);

/**
 * A phone number as payloads may have it, without and with a plus, for a condition on `key`. Throws a `FilterError` for
 * anything but 1 to 15 digits.
 */
export function bothFormsOf(digits: unknown, key: string): readonly [string, string] {
  if (typeof digits === "string" && /^[0-9]{1,15}$/.test(digits)) return [digits, `+${digits}`];
  const fix = String(digits).replace(/[^0-9]/g, "");
  const instead = /^[0-9]{1,15}$/.test(fix)
    ? `Write ${shown(fix)}; both forms are listed for you.`
    : 'Write it like "15551234567".';
  const message = `${shown(digits)} on ${key} is not a phone number: 1 to 15 digits as text, without "+", spaces or hyphens. ${instead}`;
  const at = { message, path: "filter.advancedFilters", value: digits };
  return mistake(new FilterError([finding(buildFindings, "phone-number-not-digits", at)]), ["1", "+1"]);
}

function notDigits(given: unknown) {
  const digits = typeof given === "string" || typeof given === "number" ? String(given).replace(/[^0-9]/g, "") : "";
  const fix = digits.length > 0 && digits.length <= 15 ? digits : undefined;
  const instead = fix === undefined ? 'Write it like "15551234567".' : `Write ${shown(fix)}.`;
  const message = `${shown(given)} is not how a subject has a phone number: 1 to 15 digits as text, without "+", spaces or hyphens. ${instead}`;
  const path = "filter.subjectBeginsWith";
  return finding(buildFindings, "phone-number-not-digits", {
    message,
    path,
    value: given,
    ...(fix === undefined ? {} : { fix: `/phonenumber/${fix}` }),
  });
}
