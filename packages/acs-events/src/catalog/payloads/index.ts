import type { EventType } from "../event-types.ts";
import { shapeProblem } from "../shape-problem.ts";
import { isExactPayload } from "./exact-payload.ts";
import type { Payload } from "./payload.ts";
import { payloadTables } from "./payload-tables.ts";
import { payloadSchema } from "./schema.ts";
import { canonicalPayload, type Renamed } from "./spellings.ts";

export type { Payload, PayloadTable } from "./payload.ts";
export { payloadSchema } from "./schema.ts";

export type ParsedPayload<T extends EventType> =
  | { readonly success: true; readonly data: Payload<T>; readonly renamed: readonly Renamed[] }
  /** One for each problem, with the path below `data`: `messageId is missing; it must be text`. */
  | { readonly success: false; readonly problems: readonly string[] };

/** Whether `data` is already what `parsePayload` would make of it. */
export function isExact<T extends EventType>(type: T, data: unknown): data is Payload<T> {
  return isExactPayload(payloadTables[type], data);
}

/**
 * Reads the payload of an event of type `type`, in whichever spelling it was sent. `renamed` tells what was spelled
 * otherwise.
 */
export function parsePayload<T extends EventType>(type: T, data: unknown): ParsedPayload<T> {
  if (isExact(type, data)) return { success: true, data, renamed: [] };
  const canonical = canonicalPayload(payloadTables[type], data);
  const result = payloadSchema(type).safeParse(canonical.data);
  if (!result.success) {
    return {
      success: false,
      problems: result.error.issues.map((issue) => shapeProblem(issue, canonical.data, "data")),
    };
  }
  // The schema and the static type are made from one table.
  return { success: true, data: result.data as Payload<T>, renamed: canonical.renamed };
}
