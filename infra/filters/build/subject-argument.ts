import type { EventType } from "../../catalog/event-types.ts";
import type { SubjectRoot, SubjectTemplate } from "../../catalog/subjects.ts";
import type { FilterTypeError } from "../filter-type-error.ts";

/** `P` itself where a subject of every one of the event types can begin with it, else the sentence that says why not. */
export type SubjectPrefix<T extends EventType, P extends string> = string extends P
  ? FilterTypeError<"a plain string can be anything; build the prefix from the subject, for example with phoneNumber(…) or thread(…)">
  : [CannotBegin<T, P>] extends [never]
    ? P
    : IsUnion<Roots<T>> extends true
      ? FilterTypeError<"no prefix fits the subjects of all these event types; split them into two subscriptions">
      : FilterTypeError<`the subjects of these event types begin with "${Roots<T>}", and no such subject begins like this`>;

/** `S` itself where a subject of every one of the event types can end with it, else the sentence that says why not. */
export type SubjectSuffix<T extends EventType, S extends string> = string extends S
  ? FilterTypeError<"a plain string can be anything; write the end of the subject out, for example with recipient(…)">
  : [CannotEnd<T, S>] extends [never]
    ? S
    : FilterTypeError<"no subject of at least one of these event types ends like this">;

type Roots<T extends EventType> = T extends EventType ? SubjectRoot<SubjectTemplate<T>> : never;

type CannotBegin<T extends EventType, P extends string> = T extends EventType
  ? [SubjectTemplate<T>] extends [never]
    ? never
    : true extends Begins<SubjectTemplate<T>, P>
      ? never
      : T
  : never;

/** A prefix goes on where the template's literal beginning ends, or stops before it does. */
type Begins<Template extends string, P extends string> = Template extends string
  ? P extends `${SubjectRoot<Template>}${string}`
    ? true
    : SubjectRoot<Template> extends `${P}${string}`
      ? true
      : false
  : never;

type CannotEnd<T extends EventType, S extends string> = T extends EventType
  ? [SubjectTemplate<T>] extends [never]
    ? never
    : true extends Ends<SubjectTemplate<T>, S>
      ? never
      : T
  : never;

/** A suffix within the last segment always can; one with a slash has to name the segment before it. */
type Ends<Template extends string, S extends string> = Template extends string
  ? S extends `${string}/${string}`
    ? S extends `${string}${LastName<Template>}/${string}`
      ? true
      : false
    : true
  : never;

/** The literal segment before the last variable: `recipient` of `thread/{threadId}/…/recipient/{recipientRawId}`. */
type LastName<Template extends string> = Template extends `${infer Head}/${infer Rest}`
  ? Rest extends `${string}/${string}`
    ? LastName<Rest>
    : Head
  : Template;

type IsUnion<T, All = T> = [T] extends [never] ? false : T extends All ? ([All] extends [T] ? false : true) : never;
