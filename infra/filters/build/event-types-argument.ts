import type { EventType } from "../../catalog/event-types.ts";
import type { FormerEventTypeName, formerEventTypes } from "../../catalog/former-event-types.ts";
import type { FilterTypeError } from "../filter-type-error.ts";

/**
 * The event types of a filter as they may be written: each current one is itself, everything else is a sentence. A
 * mapped tuple, so that the editor still offers the names.
 */
export type EventTypesArgument<T extends readonly string[]> = {
  readonly [I in keyof T]: T[I] extends EventType
    ? T[I]
    : T[I] extends FormerEventTypeName
      ? FilterTypeError<`${T[I]} is no event type any more; use ${(typeof formerEventTypes)[T[I]]["replacedBy"]}`>
      : FilterTypeError<"this is no event type of Communication Services; `npx acs-events catalog` lists them">;
};
