import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The `tsc` of TypeScript 7, which is a native program and needs a fifth of the time. It has no interface for programs yet:
 * what parses or inspects TypeScript uses version 6, which is also the one of the project.
 */
export const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript-7/package.json")), "bin/tsc");
