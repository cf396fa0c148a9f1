import type { DeliverySchema } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { FieldKind, Fields } from "../catalog/payloads/field.ts";
import type { payloadTables } from "../catalog/payloads/payload-tables.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";
import type {
  AnyField,
  BooleanField,
  MapField,
  NumberField,
  PresenceOperators,
  TextField,
  TextListField,
  TextOrNumberField,
} from "./field-operators.ts";

/**
 * What a condition can look at, as `where` gets it: the envelope's keys that Azure documents for the delivery schema
 * (event-filtering), and under `data` the fields of the payloads of the event types `E`.
 */
export type EventFields<E extends EventType, S extends DeliverySchema> = {
  readonly [Schema in S]: Envelopes<E>[Schema] & { readonly data: EventData<E> };
}[S];

interface Envelopes<E extends EventType> {
  readonly EventGridSchema: EventGridEnvelope<E>;
  readonly CloudEventSchemaV1_0: CloudEventEnvelope<E>;
}

interface EventGridEnvelope<E extends EventType> {
  readonly id: TextField;
  /** The resource id of the Communication Services resource. Sources differ in case, which no operator looks at. */
  readonly topic: TextField;
  readonly subject: TextField;
  readonly eventType: TextField<E>;
  readonly dataVersion: TextField;
  readonly source: FilterTypeError<"the Event Grid schema calls this topic; source is for deliverySchema CloudEventSchemaV1_0">;
  readonly type: FilterTypeError<"the Event Grid schema calls this eventType; type is for deliverySchema CloudEventSchemaV1_0">;
  readonly specversion: FilterTypeError<"the Event Grid schema has no specversion; it is for deliverySchema CloudEventSchemaV1_0">;
  readonly eventTime: FilterTypeError<"Event Grid does not filter by time: no key of the envelope holds it">;
}

interface CloudEventEnvelope<E extends EventType> {
  readonly id: TextField;
  /** The resource id of the Communication Services resource. Sources differ in case, which no operator looks at. */
  readonly source: TextField;
  readonly type: TextField<E>;
  readonly specversion: TextField;
  /** Works, though Azure's list of keys omits it; prefer `subjectBeginsWith` and `subjectEndsWith`. */
  readonly subject: TextField;
  readonly topic: FilterTypeError<"CloudEvents call this source; topic is for the Event Grid schema">;
  readonly eventType: FilterTypeError<"CloudEvents call this type; eventType is for the Event Grid schema">;
  readonly dataVersion: FilterTypeError<"CloudEvents have no dataVersion; it is for the Event Grid schema">;
  readonly time: FilterTypeError<"Event Grid does not filter by time: no key of the envelope holds it">;
}

/** The type of `data` in events of all the types `E`. */
export type EventData<E extends EventType> = {
  readonly [Name in NameOf<Payload<E>>]: CommonField<Payload<E>, Name>;
};

type Payload<E extends EventType> = (typeof payloadTables)[E];

/** `Table` is a union, of the tables of all chosen types: a field that they all have, or why not. */
type CommonField<Table, Name extends string> = [Table] extends [{ readonly [N in Name]: unknown }]
  ? DataField<Table[Name]>
  : FilterTypeError<"not every chosen event type has this field, and events without it would never pass. Make a subscription of its own for those that have it">;

type NameOf<Table> = Table extends unknown ? keyof Table & string : never;

type KindOf<F> = F extends { readonly kind: infer Kind extends FieldKind } ? Kind : never;

/** `F` is the union of what the chosen event types say of one field. */
type DataField<F> =
  IsUnion<KindOf<F>> extends true
    ? FilterTypeError<"this field is of one type in some of the chosen event types and of another in others; split them into two subscriptions">
    : FieldByKind<F>[KindOf<F>];

interface FieldByKind<F> {
  readonly string: TextField<KnownOf<F>>;
  readonly strings: TextListField<KnownOf<F>>;
  readonly number: NumberField;
  readonly boolean: BooleanField;
  readonly "string-or-number": TextOrNumberField;
  readonly unknown: AnyField;
  readonly object: ObjectField<F>;
  readonly objects: FilterTypeError<"Event Grid cannot look into an array of objects; filter by another field, and look at the array in the handler">;
}

/** A string where one of the chosen event types has no list of values. */
type KnownOf<F> = F extends { readonly values: readonly (infer Value extends string)[] } ? Value : string;

type ObjectField<F> = [F] extends [{ readonly map: "string" }]
  ? MapField<TextField>
  : [F] extends [{ readonly map: "unknown" }]
    ? MapField<AnyField>
    : [F] extends [{ readonly fields: infer Inner extends Fields }]
      ? PresenceOperators & { readonly [Name in NameOf<Inner>]: CommonField<Inner, Name> }
      : PresenceOperators;

type IsUnion<T, Whole = T> = T extends Whole ? ([Whole] extends [T] ? false : true) : never;
