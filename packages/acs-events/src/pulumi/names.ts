import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * Some names are taken for the whole of Azure. They end in a few characters made of the resource group's id, which has
 * the Azure subscription in it: the second person who clones gets other names, and nothing random has to be kept.
 */
export function globallyUniqueName(
  begin: string,
  resourceGroupId: pulumi.Input<string>,
  rule: { readonly separator: "-" | ""; readonly longest: number },
): pulumi.Output<string> {
  return pulumi.output(resourceGroupId).apply((id) => uniqueName(begin, id, rule));
}

/** The plain form of `globallyUniqueName`; ids of resource groups are compared without case, as Azure does. */
export function uniqueName(
  begin: string,
  resourceGroupId: string,
  { separator, longest }: { readonly separator: "-" | ""; readonly longest: number },
): string {
  const end = `${separator}${digest(resourceGroupId.toLowerCase()).slice(0, 10)}`;
  const clean = begin.toLowerCase().replaceAll(separator === "-" ? /[^a-z0-9-]/g : /[^a-z0-9]/g, "");
  return `${clean.slice(0, longest - end.length).replace(/-+$/, "")}${end}`;
}

/** A GUID that is the same whenever the same thing is meant; role assignments are named so. */
export function stableGuid(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\n").toLowerCase()).digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

function digest(text: string): string {
  return BigInt(`0x${createHash("sha256").update(text).digest("hex")}`).toString(36);
}
