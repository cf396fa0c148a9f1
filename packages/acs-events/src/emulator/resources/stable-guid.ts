import { v5 } from "uuid";

/** A GUID that is the same whenever the same thing is meant: identities keep theirs from run to run. */
export function stableGuid(...parts: readonly string[]): string {
  return v5(parts.join("\n").toLowerCase(), v5.URL);
}
