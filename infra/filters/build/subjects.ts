import type { FilterTypeError } from "../filter-type-error.ts";
import { FilterError } from "./filter-error.ts";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** `S` where it is digits only, a sentence otherwise; a plain string passes and is looked at when it runs. */
export type Digits<S extends string> = string extends S
  ? S
  : OnlyDigits<S> extends true
    ? S
    : FilterTypeError<"a phone number in a subject is digits only, without +, spaces or hyphens">;

type OnlyDigits<S extends string> = S extends `${Digit}${infer Rest}`
  ? Rest extends ""
    ? true
    : OnlyDigits<Rest>
  : false;

/**
 * The beginning of the subjects of text messages: `phoneNumber("1555")` is every number of the area code 555.
 * Subjects have the number in digits, without "+". Fits SMSReceived and SMSDeliveryReportReceived.
 *
 * Throws a `FilterError` for anything but digits.
 */
export function phoneNumber<const S extends string>(digits: S & Digits<S>): `/phonenumber/${S}` {
  if (!/^\d{1,15}$/.test(digits)) {
    const bare = digits.replaceAll(/\D/g, "");
    const fix = bare === "" ? undefined : bare.slice(0, 15);
    throw new FilterError([
      {
        id: "phone-number-not-digits",
        level: "error",
        path: "filter.subjectBeginsWith",
        message: `"${digits}" is not the beginning of a phone number as subjects have it: 1 to 15 digits, without "+", spaces or hyphens${fix === undefined ? "" : `; write "${fix}"`}`,
        value: digits,
        ...(fix === undefined ? {} : { fix: `/phonenumber/${fix}` }),
      },
    ]);
  }
  return `/phonenumber/${digits}`;
}

/** The beginning of the subjects of one chat thread, `19:…@thread.v2`. Fits every chat event but UserDisconnected. */
export function thread<const S extends string>(threadId: S): `thread/${S}/` {
  return `thread/${whole(threadId, "thread")}/`;
}

/** The subject of one user's UserDisconnected events, `8:acs:…`. */
export function user<const S extends string>(rawId: S): `user/${S}` {
  return `user/${whole(rawId, "user")}`;
}

/** The beginning of the subjects of incoming calls from one caller. The callee is at the end: `recipient(…)`. */
export function caller<const S extends string>(rawId: S): `/caller/${S}/` {
  return `/caller/${whole(rawId, "caller")}/`;
}

/** The beginning of the subjects of e-mails from one sender address. Fits both e-mail event types. */
export function sender<const S extends string>(address: S): `sender/${S}/` {
  return `sender/${whole(address, "sender")}/`;
}

/**
 * The end of the subjects of what one recipient gets: user-level chat events, incoming calls, WhatsApp messages of one
 * channel. For `subjectEndsWith`.
 */
export function recipient<const S extends string>(rawId: S): `/recipient/${S}` {
  return `/recipient/${whole(rawId, "recipient")}`;
}

/** An id fills its segment of the subject: not empty, and without a slash, which would begin another. */
function whole<const S extends string>(id: S, what: string): S {
  if (id !== "" && !id.includes("/")) return id;
  throw new FilterError([
    {
      id: "subject-part-invalid",
      level: "error",
      path: "filter",
      message: `"${id}" is no ${what} of a subject: one id, not empty and without a slash`,
      value: id,
    },
  ]);
}
