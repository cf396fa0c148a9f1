import type { DeliverySchema } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { Field, FieldKind } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";
import { type FieldOperator, fieldOperators } from "../filter-builder/operator-names.ts";
import { envelopeKeys } from "../filter-rules/filter-key.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { type Decimal, ExactNumber } from "../json/exact-number.ts";
import { code, type Literal, literal, propertyKey } from "./literal.ts";
import type { Source } from "./subject-source.ts";

export interface ConditionSource extends Source {
  /** Whether it looks at the event, as typed conditions do. */
  readonly typed: boolean;
  /** Whether it names a key whose name depends on the delivery schema. */
  readonly envelope: boolean;
  /** Why it is written as Azure's JSON; absent when it is typed. */
  readonly because?: string;
}

/** One condition as a team file says it: typed where the payloads of all `types` have the field, else Azure's JSON. */
export function conditionSource(
  condition: AdvancedFilter,
  types: readonly EventType[],
  schema: DeliverySchema,
): ConditionSource {
  const known = keyOf(condition.key, types, schema);
  const operator = typeof known === "string" ? undefined : operatorOf(condition, known.kinds);
  if (typeof known === "string" || operator === undefined) {
    const because =
      typeof known === "string" ? known : `${condition.key} is not a field to ask ${condition.operatorType} of`;
    const { operatorType, key } = condition;
    return {
      code: literal({ operatorType, key, ...operandOf(condition) }),
      imports: [],
      typed: false,
      envelope: false,
      because,
    };
  }
  const operands = operandsOf(condition).map((one) => {
    const unlisted = typeof one === "string" && known.values !== undefined && !known.values.includes(one);
    return isListed(operator) && unlisted ? `unlisted(${literal(one)})` : literal(one);
  });
  return {
    code: `${known.code}.${operator}(${operands.join(", ")})`,
    imports: operands.some((one) => one.startsWith("unlisted(")) ? ["unlisted"] : [],
    typed: true,
    envelope: known.envelope,
  };
}

interface KnownKey {
  readonly code: string;
  /** What can be asked of it; the kind of the field, or that of what is in a map. */
  readonly kinds: FieldKind;
  /** The documented values, where all of `types` have a list. */
  readonly values: readonly string[] | undefined;
  readonly envelope: boolean;
}

function keyOf(key: string, types: readonly EventType[], schema: DeliverySchema): KnownKey | string {
  const [first, ...names] = key.split(".");
  if (first !== "data" || names.length === 0) {
    const keys: readonly string[] =
      schema === "EventGridSchema" ? envelopeKeys[schema] : [...envelopeKeys[schema], "subject"];
    if (!keys.includes(key)) return `in the schema ${schema} no key is spelled ${key}`;
    const values = key === "eventType" || key === "type" ? types : undefined;
    return { code: `event.${key}`, kinds: "string", values, envelope: true };
  }
  const found = types.map((type) => walk(payloadTables[type], names));
  const kinds = new Set(found.map((one) => one?.kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1 || found.some((one) => one?.code !== found[0]?.code)) {
    return `not all of these events are documented to have ${key}, spelled like that`;
  }
  const values = found.every((one) => one?.values !== undefined)
    ? found.flatMap((one) => one?.values ?? [])
    : undefined;
  return { code: `event.data${found[0]?.code ?? ""}`, kinds: kind, values, envelope: false };
}

interface Walked {
  readonly code: string;
  readonly kind: FieldKind;
  readonly values?: readonly string[] | undefined;
}

/** Names are taken exactly as the payload has them, which is how the compiler takes them. */
function walk(fields: Readonly<Record<string, Field>>, names: readonly string[]): Walked | undefined {
  const [name, ...rest] = names;
  if (name === undefined || !Object.hasOwn(fields, name)) return undefined;
  const field = fields[name];
  if (field === undefined) return undefined;
  const code = access(name);
  if (rest.length === 0) return { code, kind: field.kind, values: field.values };
  if (field.map !== undefined) {
    const [entry] = rest;
    if (rest.length > 1 || entry === undefined) return undefined;
    return { code: `${code}.entry(${literal(entry)})`, kind: field.map === "string" ? "string" : "unknown" };
  }
  if (field.kind !== "object" || field.fields === undefined) return undefined;
  const inner = walk(field.fields, rest);
  return inner === undefined ? undefined : { ...inner, code: `${code}${inner.code}` };
}

function access(name: string): string {
  const key = propertyKey(name);
  return key === name ? `.${name}` : `[${literal(name)}]`;
}

const ofKind: Readonly<Record<FieldKind, readonly ("String" | "Number" | "Bool" | "presence")[]>> = {
  string: ["String", "presence"],
  strings: ["String", "presence"],
  number: ["Number", "presence"],
  boolean: ["Bool", "presence"],
  "string-or-number": ["String", "Number", "presence"],
  unknown: ["String", "Number", "Bool", "presence"],
  object: ["presence"],
  objects: [],
};

/** The word for the operator, where it makes exactly this condition and the field has it. */
function operatorOf(condition: AdvancedFilter, kind: FieldKind): FieldOperator | undefined {
  const { operatorType } = condition;
  const group = (["String", "Number", "Bool"] as const).find((one) => operatorType.startsWith(one)) ?? "presence";
  if (!ofKind[kind].includes(group)) return undefined;
  const wanted = JSON.stringify(condition);
  return (Object.keys(fieldOperators) as FieldOperator[]).find(
    (name) => JSON.stringify(fieldOperators[name](condition.key, operandsOf(condition))) === wanted,
  );
}

type OperandValue = Exclude<Literal, undefined>;

function operandsOf(condition: AdvancedFilter): readonly OperandValue[] {
  if ("value" in condition) return [written(condition.value)];
  return "values" in condition ? condition.values.map(written) : [];
}

function operandOf(condition: AdvancedFilter): { readonly [name: string]: Literal } {
  if ("value" in condition) return { value: written(condition.value) };
  return "values" in condition ? { values: condition.values.map(written) } : {};
}

/** A number with all its digits; the compiler of the team file says what it makes of them. */
function written(value: string | boolean | Decimal | readonly [Decimal, Decimal]): Literal {
  if (value instanceof ExactNumber) return code(String(value));
  return isRange(value) ? value.map(written) : value;
}

function isRange(value: string | boolean | number | readonly [Decimal, Decimal]): value is readonly [Decimal, Decimal] {
  return Array.isArray(value);
}

function isListed(operator: FieldOperator): boolean {
  return operator === "isIn" || operator === "isNotIn";
}
