import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({ peerDependencies: z.record(z.string(), z.string()) });

/**
 * The sentence for a package that only some commands need and that is not installed; undefined for every other error.
 * The package names them as optional peers, so that an installation has what it uses.
 */
export function missingPackageMessage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  if (error.code !== "ERR_MODULE_NOT_FOUND" && error.code !== "MODULE_NOT_FOUND") return undefined;
  const [, asked = ""] = /Cannot find (?:package|module) '([^']+)'/.exec(error.message) ?? [];
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(asked) ?? [];
  if (name === undefined || !Object.hasOwn(optionalPeers(), name)) return undefined;
  return `This command needs the package ${name}, which is not installed. Install it: npm install ${name}`;
}

function optionalPeers(): Readonly<Record<string, string>> {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return manifest.parse(JSON.parse(text)).peerDependencies;
}
