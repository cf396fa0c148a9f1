import type * as pulumi from "@pulumi/pulumi";

/** What became of an output. */
export type Settled<T> =
  | { readonly state: "known"; readonly value: T }
  /** The engine does not know the value: in a preview, or because `--target` omits its resource. */
  | { readonly state: "unknown" }
  | { readonly state: "failed"; readonly error: unknown };

/** What every output has since version 1 of the SDK, and its types do not say. */
interface Inside<T> {
  promise(withUnknowns: true): Promise<T>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<unknown>;
}

/**
 * Waits for an output, whatever becomes of it: `apply` is never called for one that is unknown or failed. A failure
 * counts as handled, so that the program does not fail as well. (`pulumi.recover` does this, in SDKs since 3.252 only.)
 */
export async function settled<T>(output: pulumi.Output<T>): Promise<Settled<T>> {
  const inside = output as unknown as Inside<T>;
  const all = [inside.promise(true), inside.isKnown, inside.isSecret, inside.allResources()] as const;
  // Each of them is rejected on its own, and each has to have somebody who listens.
  for (const one of all) one.catch(() => undefined);
  try {
    const [value, known] = await Promise.all(all);
    return known ? { state: "known", value } : { state: "unknown" };
  } catch (error) {
    return { state: "failed", error };
  }
}
