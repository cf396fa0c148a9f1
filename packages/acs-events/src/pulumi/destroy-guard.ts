import * as pulumi from "@pulumi/pulumi";
import { settled } from "./settled.ts";
import { typeTokens } from "./type-tokens.ts";

/** What a guard protects. */
export interface Guarded {
  /** Whether the engine refuses to delete it. */
  readonly protect: boolean;
  /** What the engine deletes only after it. */
  readonly after: Promise<readonly pulumi.Resource[]>;
  readonly parent: pulumi.Resource;
}

/**
 * It exists only in the engine, not in Azure. The engine finds out that a resource is protected when it comes to it,
 * and begins with what nothing depends on: subscriptions and roles would be gone by then, where the preview before a
 * destroy is left out. The guard depends on everything, so the engine comes to it first, is refused, and deletes
 * nothing. It is there without protection as well: only an update that registers it can take the protection away.
 */
export class DestroyGuard extends pulumi.ComponentResource {
  constructor(name: string, { protect, after, parent }: Guarded) {
    const dependsOn = after.then(registered);
    super(typeTokens.destroyGuard, name, {}, { parent, dependsOn, ...(protect ? { protect } : {}) });
    this.registerOutputs({});
  }
}

/** Those of them that the engine has: one cannot depend on what failed. */
async function registered(resources: readonly pulumi.Resource[]): Promise<pulumi.Resource[]> {
  const states = await Promise.all(resources.map(({ urn }) => settled(urn)));
  return resources.filter((_, index) => states[index]?.state !== "failed");
}
