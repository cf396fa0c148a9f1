import type { z } from "zod";

/**
 * The keys that `schema` knows at `path`, for somebody who wrote another one; none where it takes any. Of a union, the
 * branch whose keys `input` uses most decides, as for the messages of zod.
 */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const inner = unwrapped(schema, input);
  const [first, ...rest] = path;
  if (first === undefined) return inner.type === "object" ? Object.keys(inner.shape) : [];
  const value = isRecord(input) ? input[first] : undefined;
  if (inner.type === "object") {
    const found = inner.shape[String(first)];
    return found === undefined ? [] : keysAt(found, rest, value);
  }
  if (inner.type === "record") return keysAt(inner.valueType, rest, value);
  return [];
}

type Inner =
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.ZodType>> }
  | { readonly type: "record"; readonly valueType: z.ZodType }
  | { readonly type: "other" };

/** zod's own definitions are typed by kind alone; this is the one place that looks into them. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly valueType?: z.ZodType;
}

function unwrapped(schema: z.ZodType, input: unknown): Inner {
  const definition = schema.def as Definition;
  if (definition.innerType !== undefined) return unwrapped(definition.innerType, input);
  if (definition.options !== undefined) {
    const branches = definition.options.map((one) => unwrapped(one, input)).filter((one) => one.type === "object");
    const used = (one: Inner): number =>
      one.type === "object" && isRecord(input) ? Object.keys(input).filter((key) => key in one.shape).length : 0;
    return branches.toSorted((a, b) => used(b) - used(a))[0] ?? { type: "other" };
  }
  if (definition.shape !== undefined) return { type: "object", shape: definition.shape };
  if (definition.valueType !== undefined) return { type: "record", valueType: definition.valueType };
  return { type: "other" };
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
