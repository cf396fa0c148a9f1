import type { CallAutomationCallback } from "../catalog/call-automation-callbacks.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { FormerEventTypeName, formerEventTypes } from "../catalog/former-event-types.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";

/**
 * The event types as they were written; what is not a current event type is replaced by the reason. A mapped tuple and
 * nothing else, so that an editor completes the names and underlines the one that is wrong.
 */
export type CheckedEventTypes<T> = { readonly [I in keyof T]: CheckedEventType<T[I]> } & CheckedList<T>;

/**
 * What is wrong with the list as a whole. `T` as a result lets the compiler infer "All", which a mapped type, blind to
 * what is not an object, would not.
 */
type CheckedList<T> = T extends "All"
  ? T
  : T extends string
    ? FilterTypeError<'event types are a list: ["Microsoft.Communication.SMSReceived"]; every one is "All"'>
    : T extends readonly []
      ? FilterTypeError<'name at least one event type; to take every one write eventTypes: "All"'>
      : unknown;

type CheckedEventType<Name> = Name extends EventType
  ? Name
  : Name extends FormerEventTypeName
    ? FormerSentence<Name>
    : Name extends CallAutomationCallback
      ? FilterTypeError<"this is a callback of Call Automation, not an event type: it goes to the callback address of one call and never through Event Grid">
      : Name extends "All"
        ? FilterTypeError<'write "All" alone: eventTypes: "All"'>
        : string extends Name
          ? FilterTypeError<"a plain string can be anything: write the event types out, or give their list the type EventType[]">
          : UnknownSentence<Name>;

type FormerSentence<Name extends FormerEventTypeName> = (typeof formerEventTypes)[Name] extends {
  readonly emitted: true;
}
  ? FilterTypeError<`${Name} was renamed; use ${(typeof formerEventTypes)[Name]["replacedBy"]}`>
  : FilterTypeError<`${Name} is a mistake in a client library and is never published; use ${(typeof formerEventTypes)[Name]["replacedBy"]}`>;

type UnknownSentence<Name> = Name extends string
  ? ShortName<Lowercase<Name>> extends infer Short extends keyof ByShortName
    ? FilterTypeError<`no event type has this name; did you mean ${ByShortName[Short]}?`>
    : FilterTypeError<"no event type has this name; npx acs-events catalog lists them all">
  : never;

/** For the two slips that are the commonest: another case, and no `Microsoft.Communication.` in front. */
type ByShortName = { [E in EventType as ShortName<Lowercase<E>>]: E };

type ShortName<Name extends string> = Name extends `microsoft.communication.${infer Short}` ? Short : Name;

/** The event types that a filter matches, as far as the list is right. */
export type Chosen<T> = T extends "All"
  ? EventType
  : T extends readonly string[]
    ? Extract<T[number], EventType>
    : never;
