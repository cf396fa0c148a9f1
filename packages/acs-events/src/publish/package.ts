import { zipSync } from "fflate";

/** The files of a package by their path in it. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** The oldest time that a zip can say: the same files give the same bytes. */
const always = new Date(1980, 0, 1);

/** The zip of `files`, the same byte for byte for the same files; `host.json` and `package.json` are at its root. */
export function zipPackage(files: PackageFiles): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: always });
}
