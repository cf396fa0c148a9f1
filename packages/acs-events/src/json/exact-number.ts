import BigNumber from "bignumber.js";

/** A number of JSON: a double, where that keeps every digit, else the exact decimal. */
export type Decimal = number | ExactNumber;

/** The same, or a whole number of a caller's own. */
export type JsonNumber = Decimal | bigint;

/**
 * A decimal of JSON that a double would round, such as 9007199254740993. Event Grid compares .NET decimals, so that the
 * nearest double may give another answer.
 */
export class ExactNumber {
  readonly #decimal: BigNumber;
  readonly #text: string;

  /** `text` is a number in JSON's form. */
  constructor(text: string) {
    this.#text = text;
    this.#decimal = new BigNumber(text);
  }

  get decimal(): BigNumber {
    return this.#decimal;
  }

  toString(): string {
    return this.#text;
  }

  /** The digits, where the engine can write them unquoted (Node 22); quoted otherwise, so that no digit is lost. */
  toJSON(): unknown {
    return raw.rawJSON?.(this.#text) ?? this.#text;
  }
}

/** A function of JSON that is newer than what the compiler knows. */
const raw = JSON as unknown as { readonly rawJSON?: (text: string) => unknown };

/** Exponents beyond this are taken as a double takes them: infinite, or 0. */
const mostExponent = 400;

/** The number that a text in JSON's form says: a double if it prints back to the same decimal. */
export function jsonNumber(text: string): Decimal {
  const double = Number(text);
  if (isExact(text, double)) return double;
  const exact = new ExactNumber(text);
  const { decimal } = exact;
  if (Math.abs(decimal.e ?? 0) > mostExponent || decimal.isEqualTo(String(double))) return double;
  return exact;
}

/** Up to 15 digits a double keeps. */
function isExact(text: string, double: number): boolean {
  return text.length <= 15 && Number.isFinite(double) && !/e/i.test(text);
}

export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === "number" || typeof value === "bigint" || value instanceof ExactNumber;
}

/** Below 0, 0, or above 0, as the one number is less than, equal to or more than the other. */
export function compareNumbers(a: JsonNumber, b: JsonNumber): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  if (a === Number.NEGATIVE_INFINITY || b === Number.POSITIVE_INFINITY) return a === b ? 0 : -1;
  if (a === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY) return a === b ? 0 : 1;
  return decimalOf(a).comparedTo(decimalOf(b)) ?? 0;
}

export function decimalOf(number: JsonNumber): BigNumber {
  return number instanceof ExactNumber ? number.decimal : new BigNumber(String(number));
}

/** A decimal as the shorter of the two forms. */
export function numberOf(decimal: BigNumber): Decimal {
  return jsonNumber(decimal.toFixed());
}

/** The number with its sign changed. */
export function negated(number: Decimal): Decimal {
  return number instanceof ExactNumber ? numberOf(number.decimal.negated()) : -number;
}
