import type { EventType, eventTypes } from "../catalog/event-types.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";
import type { Unchecked } from "./unchecked.ts";

/**
 * `Prefix` where a subject of every event type of `E` can begin with it, else the reason why not. Compared as Event Grid
 * compares: literally, and without case unless `CaseSensitive`. Templates are compared segment by segment, so that
 * `worker/w1/` does not pass for events whose subject ends after the worker.
 */
export type CheckedPrefix<E extends EventType, Prefix extends string, CaseSensitive> = Prefix extends Unchecked
  ? Prefix
  : string extends Prefix
    ? FilterTypeError<"a plain string can begin like anything: build it, as in phoneNumber(digits) or thread(id), or say unchecked(text)">
    : [E] extends [CanBegin<E, Fold<Prefix, CaseSensitive>, CaseSensitive>]
      ? Prefix
      : [SharedRoot<E>] extends [never]
        ? FilterTypeError<"these event types share no subject root; split them into two subscriptions">
        : true extends HasRoot<Fold<Prefix, CaseSensitive>, Fold<SharedRoot<E>, CaseSensitive>>
          ? [CanBegin<E, Fold<Prefix, CaseSensitive>, CaseSensitive>] extends [never]
            ? FilterTypeError<"no subject of these event types goes on like this after its root; npx acs-events catalog shows their templates">
            : FilterTypeError<"some of these event types have no subject that begins like this and would never arrive. Shorten the prefix or split the types into two subscriptions">
          : FilterTypeError<`no subject of these event types begins like this; they begin with ${SharedRoot<E>}`>;

/** `Suffix` where a subject of every event type of `E` can end with it, else the reason why not. */
export type CheckedSuffix<E extends EventType, Suffix extends string, CaseSensitive> = Suffix extends Unchecked
  ? Suffix
  : string extends Suffix
    ? FilterTypeError<"a plain string can end like anything: build it, as in recipientEnd(rawId), or say unchecked(text)">
    : [E] extends [CanEnd<E, Segments<Fold<Suffix, CaseSensitive>>, CaseSensitive>]
      ? Suffix
      : [CanEnd<E, Segments<Fold<Suffix, CaseSensitive>>, CaseSensitive>] extends [never]
        ? FilterTypeError<"no subject of these event types ends like this; npx acs-events catalog shows their templates">
        : FilterTypeError<"some of these event types have no subject that ends like this and would never arrive. Shorten the suffix or split the types into two subscriptions">;

type Templates<E extends EventType> = (typeof eventTypes)[E]["subjects"][number];

type Fold<Text extends string, CaseSensitive> = CaseSensitive extends true ? Text : Lowercase<Text>;

/** The first segment of a template, with the slashes around it. */
type Root<Template extends string> = Template extends `/${infer First}/${string}`
  ? `/${First}/`
  : Template extends `${infer First}/${string}`
    ? `${First}/`
    : Template;

/** The roots that every event type of `E` has; one without a known subject takes any. */
export type SharedRoot<E extends EventType> =
  RootsOf<E> extends infer R ? (R extends string ? ([E] extends [WithRoot<E, R>] ? R : never) : never) : never;

type RootsOf<E extends EventType> = E extends EventType ? Root<Templates<E>> : never;

type WithRoot<E extends EventType, R extends string> = E extends EventType
  ? [Templates<E>] extends [never]
    ? E
    : R extends Root<Templates<E>>
      ? E
      : never
  : never;

type HasRoot<Prefix extends string, R extends string> = R extends string
  ? Prefix extends `${R}${string}`
    ? true
    : R extends `${Prefix}${string}`
      ? true
      : false
  : never;

type CanBegin<E extends EventType, Prefix extends string, CaseSensitive> = E extends EventType
  ? [Templates<E>] extends [never]
    ? E
    : true extends Begins<Prefix, Fold<Templates<E>, CaseSensitive>>
      ? E
      : never
  : never;

type Begins<Prefix extends string, Template extends string> = Template extends string
  ? Prefix extends `${infer First}/${infer Rest}`
    ? Template extends `${infer Segment}/${infer Others}`
      ? WholeSegment<First, Segment> extends true
        ? Begins<Rest, Others>
        : false
      : false
    : SegmentBegins<Prefix, Template extends `${infer Segment}/${string}` ? Segment : Template>
  : never;

type WholeSegment<Text extends string, Segment extends string> = Segment extends `{${string}}`
  ? Text extends ""
    ? false
    : true
  : Segment extends Text
    ? true
    : false;

type SegmentBegins<Text extends string, Segment extends string> = Segment extends `{${string}}` | `${Text}${string}`
  ? true
  : false;

type CanEnd<E extends EventType, Suffix extends readonly string[], CaseSensitive> = E extends EventType
  ? [Templates<E>] extends [never]
    ? E
    : true extends EndsTemplate<Suffix, Fold<Templates<E>, CaseSensitive>>
      ? E
      : never
  : never;

type EndsTemplate<Suffix extends readonly string[], Template extends string> = Template extends string
  ? Ends<Suffix, Segments<Template>>
  : never;

type Segments<Text extends string> = Text extends `${infer First}/${infer Rest}` ? [First, ...Segments<Rest>] : [Text];

/** From the last segment to the first; the first of the suffix may be the end of one. */
type Ends<Suffix extends readonly string[], Template extends readonly string[]> = Suffix extends readonly [
  infer Only extends string,
]
  ? Template extends readonly [...(readonly string[]), infer Segment extends string]
    ? Segment extends `{${string}}` | `${string}${Only}`
      ? true
      : false
    : false
  : Suffix extends readonly [...infer Before extends readonly string[], infer Last extends string]
    ? Template extends readonly [...infer Others extends readonly string[], infer Segment extends string]
      ? WholeSegment<Last, Segment> extends true
        ? Ends<Before, Others>
        : false
      : false
    : false;
