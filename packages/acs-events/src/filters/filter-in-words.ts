import type { Filter } from "./filter.ts";

/**
 * What a filter asks besides the event type, in as few words as a box of a picture or a cell of a table has room for:
 * `/phonenumber/1555… and 2 conditions`. "" where it asks nothing.
 */
export function filterInWords({
  subjectBeginsWith,
  subjectEndsWith,
  advancedFilters,
}: Pick<Filter, "subjectBeginsWith" | "subjectEndsWith" | "advancedFilters">): string {
  const begin = subjectBeginsWith === "" ? "" : `${subjectBeginsWith}…`;
  const end = subjectEndsWith === "" ? "" : `…${subjectEndsWith}`;
  const subject = begin !== "" && end !== "" ? `${begin} ${end}` : begin + end;
  const count = advancedFilters.length;
  const conditions = count === 0 ? [] : [`${count} ${count === 1 ? "condition" : "conditions"}`];
  return [...(subject === "" ? [] : [subject]), ...conditions].join(" and ");
}
