import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * Throws a `RunError` where this program loaded two copies of the Pulumi SDK: the engine knows one of them, and what is
 * declared by the other is not deployed, or not in the order that it depends on.
 */
export function requireOneSdk(): void {
  // The SDK is CommonJS: however it is loaded, it is in this cache.
  const { cache } = createRequire(join(process.cwd(), "package.json"));
  const message = messageOfCopies(Object.keys(cache));
  if (message !== undefined) throw new pulumi.RunError(message);
}

/** The sentence for two copies among the paths of loaded files; undefined where there is one, or none. */
export function messageOfCopies(loaded: readonly string[]): string | undefined {
  const copies = loaded.flatMap((path) => /^(.*[\\/]@pulumi[\\/]pulumi)[\\/]index\.js$/.exec(path)?.[1] ?? []);
  if (copies.length < 2) return undefined;
  return `This program loaded @pulumi/pulumi ${copies.length} times: ${copies.join(", ")}. It must be one copy: run \`npm dedupe\`; \`npm ls @pulumi/pulumi\` shows which package asks for which version.`;
}
