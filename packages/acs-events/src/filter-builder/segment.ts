import { shown } from "../filters/azure-json/json-value.ts";
import type { FilterTypeError } from "../filters/filter-type-error.ts";
import { finding } from "../filters/finding-definitions.ts";
import { FilterError } from "./filter-error.ts";
import { buildFindings } from "./findings.ts";
import { mistake } from "./mistakes.ts";

/** `Id` where it can fill a segment of a subject, else the reason; a plain string is looked at when it runs. */
export type Segment<Id extends string> = Id extends ""
  ? FilterTypeError<"an empty id is not an id; to mean every one say .any">
  : Id extends `${string}/${string}`
    ? FilterTypeError<"an id is between two slashes of a subject and has none itself">
    : Id;

export interface SegmentRule {
  /** What the id is, as a message says it: `thread id`. */
  readonly what: string;
  /** The option of the filter that the builder is for. */
  readonly option: "subjectBeginsWith" | "subjectEndsWith";
  readonly like: string;
  /** More than every id has to be: what is wrong with this one, if anything. */
  readonly problem?: (id: string) => string | undefined;
}

/** The id, once it is sure when it runs too that it fills one segment. Throws a `FilterError`. */
export function segment<Id extends string>(id: Segment<Id>, { what, option, like, problem }: SegmentRule): Id {
  const wrong = whatIsWrong(id) ?? (typeof id === "string" ? problem?.(id) : undefined);
  // `Segment<Id>` is `Id` wherever the call compiles.
  if (wrong === undefined) return id as Id;
  const message = `${shown(id)} is no ${what}: ${wrong}. Give one like ${shown(like)}.`;
  const path = `filter.${option}`;
  const error = new FilterError([finding(buildFindings, "subject-part-invalid", { message, path, value: id })]);
  // The placeholder only has to be a valid id: nothing is planned with it.
  return mistake(error, "stand-in" as Id);
}

function whatIsWrong(id: unknown): string | undefined {
  if (typeof id !== "string") return "it is not text";
  if (id === "") return "it is empty";
  if (id.includes("/")) return "it has a slash in it, and is between two slashes of the subject";
  return /\s/.test(id) ? "it has white space in it" : undefined;
}
