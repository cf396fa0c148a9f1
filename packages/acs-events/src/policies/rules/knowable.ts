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

export type Knowable<T> = T | Unknown;

export function unknownValue(path: string, why: UnknownReason): Unknown {
  return { kind: "unknown-value", path, why };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "unknown-value";
}
