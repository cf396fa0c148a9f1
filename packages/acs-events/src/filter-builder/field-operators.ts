import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";
import type { Digits } from "./phone-number.ts";
import type { Unlisted } from "./unlisted.ts";

/**
 * What can be asked of a field, by the field's type. `Hint` is what the compiler prints with the name of the type when
 * an operator is asked for that is not there.
 */
export interface TextField<
  Known extends string = string,
  Hint extends
    string = "text has isIn, isNotIn, contains, notContains, beginsWith, notBeginsWith, endsWith, notEndsWith, isPhoneNumber, phoneNumberBeginsWith, isNull, isNotNull",
> extends PresenceOperators<Hint> {
  /** Is one of these. Compared without case, as by all operators of text. `Known` are the documented values. */
  isIn<const V extends readonly string[] = readonly Known[]>(...values: KnownValues<V, Known>): AdvancedFilter;
  /** Is none of these; also when the field is missing. */
  isNotIn<const V extends readonly string[] = readonly Known[]>(...values: KnownValues<V, Known>): AdvancedFilter;
  /** Contains one of these. */
  contains(...values: readonly string[]): AdvancedFilter;
  /** Contains none of these; not when the field is missing. */
  notContains(...values: readonly string[]): AdvancedFilter;
  /** Begins with one of these. */
  beginsWith(...values: readonly string[]): AdvancedFilter;
  /** Begins with none of these; not when the field is missing. */
  notBeginsWith(...values: readonly string[]): AdvancedFilter;
  /** Ends with one of these. */
  endsWith(...values: readonly string[]): AdvancedFilter;
  /** Ends with none of these; not when the field is missing. */
  notEndsWith(...values: readonly string[]): AdvancedFilter;
  /**
   * Is one of these phone numbers, given in digits: `isPhoneNumber("15551234567")`. Lists each with and without a plus,
   * since the sources differ on which of the two a payload has. Throws a `FilterError` for anything but 1 to 15 digits.
   */
  isPhoneNumber<const N extends readonly string[]>(...numbers: PhoneNumbers<N>): AdvancedFilter;
  /** Is a phone number that begins with one of these digits, with or without a plus. Throws as `isPhoneNumber`. */
  phoneNumberBeginsWith<const N extends readonly string[]>(...digits: PhoneNumbers<N>): AdvancedFilter;
}

/** A list of text: one element is enough; with Not, no element may match. */
export interface TextListField<Known extends string = string> extends TextField<Known> {}

/** Compared as decimals. Text that looks like a number is none. */
export interface NumberField<
  Hint extends
    string = "a number has isIn, isNotIn, lessThan, lessThanOrEquals, greaterThan, greaterThanOrEquals, inRange, notInRange, isNull, isNotNull",
> extends NumberComparisons,
    PresenceOperators<Hint> {
  /** Is one of these. */
  isIn(...values: readonly number[]): AdvancedFilter;
  /** Is none of these; also when the field is missing. */
  isNotIn(...values: readonly number[]): AdvancedFilter;
}

export interface BooleanField<Hint extends string = "true or false has equals, isNull, isNotNull">
  extends PresenceOperators<Hint> {
  equals(value: boolean): AdvancedFilter;
}

/** Text in some events and a number in others, as the sources disagree. */
export interface TextOrNumberField<Hint extends string = "the operators of text and of numbers">
  extends Omit<TextField<string, Hint>, "isIn" | "isNotIn">,
    NumberComparisons {
  isIn(...values: readonly string[] | readonly number[]): AdvancedFilter;
  isNotIn(...values: readonly string[] | readonly number[]): AdvancedFilter;
}

/** Its type is not documented. */
export interface AnyField extends TextOrNumberField<"every operator">, Omit<BooleanField, keyof PresenceOperators> {}

/** Text under names that are free: labels, tags, metadata. */
export interface MapField<Value, Hint extends string = "a map has entry, isNull, isNotNull">
  extends PresenceOperators<Hint> {
  /** The entry `name`. It has no dot: no key can name an entry with a dot. */
  entry(name: string): Value;
}

declare const hint: unique symbol;

/** Whether the field is there at all; null is the same as missing. */
export interface PresenceOperators<Hint extends string = "an object has isNull, isNotNull and the fields inside it"> {
  readonly [hint]?: Hint;
  /** Missing or null. "", 0, false and an empty list are not. */
  isNull(): AdvancedFilter;
  /** There, and not null. */
  isNotNull(): AdvancedFilter;
}

interface NumberComparisons {
  lessThan(value: number): AdvancedFilter;
  lessThanOrEquals(value: number): AdvancedFilter;
  greaterThan(value: number): AdvancedFilter;
  greaterThanOrEquals(value: number): AdvancedFilter;
  /** In one of these ranges, `[from, to]`; both ends belong to a range. */
  inRange(...ranges: readonly (readonly [from: number, to: number])[]): AdvancedFilter;
  /** In none of these ranges, `[from, to]`; both ends belong to a range. */
  notInRange(...ranges: readonly (readonly [from: number, to: number])[]): AdvancedFilter;
}

type PhoneNumbers<N extends readonly string[]> = { readonly [I in keyof N]: Digits<N[I]> };

/** The values as they were written; one that is not among the known ones is replaced by the reason. */
type KnownValues<V extends readonly string[], Known extends string> = {
  readonly [I in keyof V]: KnownValue<V[I], Known>;
};

type KnownValue<Value, Known extends string> = Value extends Known | Unlisted
  ? Value
  : string extends Value
    ? Known | Unlisted
    : UnknownValue<
        `${Value & string} is none of the values known for this field; a new one, or one in another case, is written unlisted("${Value & string}")`,
        Known
      >;

/** Prints the known values beside the sentence; inside it, their union would make a union of sentences. */
interface UnknownValue<Sentence extends string, Known extends string> extends FilterTypeError<Sentence> {
  readonly [hint]?: Known;
}
