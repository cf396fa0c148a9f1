import { createHash } from "node:crypto";

/** A GUID that is the same whenever the same thing is meant: identities keep theirs from run to run. */
export function stableGuid(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\n").toLowerCase()).digest("hex");
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
