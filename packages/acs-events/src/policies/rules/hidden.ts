import type { HiddenValue } from "../../subscription-set/subscription-record.ts";
import { type Unknown, unknownValue } from "./knowable.ts";

/** What hides the value at `path`: itself, something around it, or something inside it. */
export function hiddenAt(hidden: readonly HiddenValue[], path: string): Unknown | undefined {
  return unknownOf(hidden.find((one) => isInside(path, one.path) || isInside(one.path, path)));
}

/** What hides exactly the value at `path`, or something around it. */
export function hiddenWhole(hidden: readonly HiddenValue[], path: string): Unknown | undefined {
  return unknownOf(hidden.find((one) => isInside(path, one.path)));
}

function isInside(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function unknownOf(hidden: HiddenValue | undefined): Unknown | undefined {
  return hidden === undefined
    ? undefined
    : unknownValue(hidden.path, hidden.why === "unknown" ? "computed" : hidden.why);
}
