/** What was done to a resource, or would be. */
export type Operation = "create" | "update" | "replace" | "delete" | "same";

/** The resources of Azure that an attempt has touched or looked at, by their names. */
export type Steps = ReadonlyMap<string, Operation>;

/** What one attempt to deploy a stack came to. */
export type Attempt = {
  readonly steps: Steps;
  /** Whether the stack was not there before; of a preview: whether it is not there yet. */
  readonly created: boolean;
} & (
  | { readonly kind: "done" }
  /** It passes by itself, as when somebody else writes to the same topic; it is worth trying again, so often at most. */
  | { readonly kind: "conflict"; readonly reason: string; readonly attempts?: number }
  | { readonly kind: "failed"; readonly reasons: readonly string[] }
  /** It was asked to stop, and did. */
  | { readonly kind: "stopped" }
);
