import { createHash, randomUUID } from "node:crypto";
import type { AutoName } from "../resources/resource-type.ts";

/** What the engine proposes where a project configures how names are made up. */
export interface ProposedName {
  readonly mode: "propose" | "enforce" | "disable";
  readonly name: string;
}

export interface MadeUpName {
  readonly name: string;
  /** A name that is new every time lets a replacement be created before the old resource is deleted. */
  readonly random: boolean;
}

/**
 * The name that azure-native makes up for a resource whose program gives none; undefined where the project switched
 * that off. `seed` is the engine's, the same in preview and update; empty when there is none.
 */
export function madeUpName(
  strategy: AutoName["strategy"],
  logicalName: string,
  seed: Uint8Array,
  proposed: ProposedName | undefined,
): MadeUpName | undefined {
  if (proposed?.mode === "disable") return undefined;
  if (proposed?.mode === "enforce" || (proposed?.mode === "propose" && strategy !== "uuid")) {
    return { name: proposed.name, random: true };
  }
  if (strategy === "copy") return { name: logicalName, random: false };
  const hash = createHash("sha256")
    .update(seed.length === 0 ? randomUUID() : seed)
    .update(logicalName)
    .digest("hex");
  if (strategy === "random") return { name: `${logicalName}${hash.slice(0, 8)}`, random: true };
  const parts = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)];
  return { name: parts.join("-"), random: true };
}
