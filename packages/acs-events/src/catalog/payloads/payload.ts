import type { EventType } from "../event-types.ts";
import type { Field, FieldKind, Fields } from "./field.ts";
import type { payloadTables } from "./payload-tables.ts";

/**
 * The table of one event type, as literals: what a filter may name, with kinds and known values. `Payload` is what a
 * handler holds; this is what a filter is typed by.
 */
export type PayloadTable<T extends EventType> = (typeof payloadTables)[T];

/** What `event.data` is after parsing, by event type. Properties that no source lists pass through, unseen by the type. */
export type Payload<T extends EventType> = T extends EventType ? ObjectOf<PayloadTable<T>> : never;

/**
 * Any other string than the known values, written so that an editor still offers those. The service adds values
 * without notice, so a switch over them needs a default; filters use the closed list of `PayloadTable`.
 */
export type OtherValue = string & Record<never, never>;

interface ValueOfKind {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
  readonly "string-or-number": string | number;
  readonly unknown: unknown;
}

type ObjectOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { readonly optional: true } ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { readonly optional: true } ? K : never]?: ValueOf<F[K]>;
};

type ValueOf<F extends Field> = F extends { readonly nullable: true } ? PresentValueOf<F> | null : PresentValueOf<F>;

type PresentValueOf<F extends Field> = F extends { readonly kind: "objects"; readonly fields: infer G extends Fields }
  ? readonly ObjectOf<G>[]
  : F extends { readonly kind: "object"; readonly fields: infer G extends Fields }
    ? ObjectOf<G>
    : F extends { readonly kind: "object"; readonly map: infer M extends FieldKind }
      ? { readonly [key: string]: M extends "string" ? string : unknown }
      : F extends { readonly kind: "strings" }
        ? readonly StringOf<F>[]
        : F extends { readonly kind: "string" }
          ? StringOf<F>
          : F["kind"] extends keyof ValueOfKind
            ? ValueOfKind[F["kind"]]
            : never;

type StringOf<F extends Field> = F extends { readonly values: readonly (infer V extends string)[] }
  ? V | OtherValue
  : string;
