import type { HiddenValue } from "../../../subscription-set/subscription-record.ts";

/** Why a value cannot be seen. */
export type UnknownReason =
  /** The engine computes it when it deploys; a preview does not have it. */
  | "computed"
  /** A template computes it when it is deployed. */
  | "expression"
  /** It is a secret, and what was read does not show it. */
  | "secret"
  /** The plan does not have it: the program adds it later, or Azure does not print it. */
  | "not-in-plan";

/** A value that is there and cannot be seen from here. A rule answers "cannot tell yet" for it, never "violation". */
export interface Unknown {
  readonly kind: "unknown-value";
  /** In the terms of Azure's JSON: `destination.endpointUrl`. */
  readonly path: string;
  readonly why: UnknownReason;
}

export function unknownValue(path: string, why: UnknownReason): Unknown {
  return { kind: "unknown-value", path, why };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "unknown-value";
}

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
