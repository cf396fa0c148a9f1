/**
 * What is known about one property of a payload, as plain data. The tables of this folder are made of these; the static
 * types (`payload.ts`), the description for filters (`payload-fields.ts`), the other spellings (`spellings.ts`) and the
 * zod schemas (`schema.ts`) are all derived from them, so they cannot disagree.
 */
export interface Field {
  readonly kind: FieldKind;
  /** A number that the client library has as int32 or int64: it has no fraction. */
  readonly integer?: boolean;
  /** Omitted by some published sample, or not required by the client library. */
  readonly optional?: boolean;
  /** Whether null may stand there; absent where no source says. */
  readonly nullable?: boolean;
  /**
   * The documented values. Open: a service adds values without notice and writes some in another case, so parsing
   * accepts any string; filters offer and check these.
   */
  readonly values?: readonly string[];
  /** `date-time`: ISO 8601 as the service writes it, up to seven decimals; not parsed. */
  readonly format?: "date-time";
  /** The properties of an object, or of each object of an array. */
  readonly fields?: Fields;
  /** Set when the object's keys are free: what is under each of them. */
  readonly map?: "string" | "unknown";
  /**
   * How other sources write it, as a path from the same object. One with the name of another property is the shape of
   * an earlier time: `senderId` held in 2020 what `senderCommunicationIdentifier.rawId` holds today.
   */
  readonly spellings?: readonly string[];
  /**
   * Whether logs may show it: an id that says nothing about a person, or a code. Numbers, times, flags and closed lists
   * of values are shown without a mark; every other text is taken for a message, a name or a telephone number.
   */
  readonly loggable?: true;
  /** The property's name in the JavaScript client library where that differs; it never occurs in an event. */
  readonly sdkName?: string;
}

export interface Fields {
  readonly [name: string]: Field;
}

/**
 * - `string-or-number`: the sources disagree, and the samples show both.
 * - `strings`, `objects`: arrays; Event Grid filters cannot look into an array of objects.
 * - `unknown`: the name is announced, its JSON type is not.
 */
export type FieldKind =
  | "string"
  | "number"
  | "boolean"
  | "string-or-number"
  | "strings"
  | "object"
  | "objects"
  | "unknown";

export const text = { kind: "string" } as const;
export const optionalText = { kind: "string", optional: true } as const;
/** An id that the service made up; logs may show it. */
export const id = { kind: "string", loggable: true } as const;
export const optionalId = { kind: "string", optional: true, loggable: true } as const;
/** Documented as never null. */
export const presentText = { kind: "string", nullable: false } as const;
export const nullableText = { kind: "string", nullable: true } as const;
export const optionalNullableText = { kind: "string", optional: true, nullable: true } as const;

export const time = { kind: "string", format: "date-time" } as const;
export const optionalTime = { kind: "string", format: "date-time", optional: true } as const;

export const number = { kind: "number" } as const;
export const integer = { kind: "number", integer: true } as const;
export const optionalInteger = { kind: "number", integer: true, optional: true } as const;
export const optionalNumber = { kind: "number", optional: true } as const;
export const flag = { kind: "boolean" } as const;
export const optionalFlag = { kind: "boolean", optional: true } as const;

export const stringMap = { kind: "object", map: "string" } as const;
export const optionalStringMap = { kind: "object", map: "string", optional: true } as const;
export const nullableStringMap = { kind: "object", map: "string", nullable: true } as const;
export const optionalNullableStringMap = { kind: "object", map: "string", optional: true, nullable: true } as const;
export const anyMap = { kind: "object", map: "unknown" } as const;
