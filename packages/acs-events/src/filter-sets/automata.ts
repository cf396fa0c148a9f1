import { createRequire } from "node:module";

type Automata = typeof import("refa");

let loaded: Automata | undefined;

/**
 * The library of automata, loaded when the first question needs it. It is one file of a megabyte, and most questions are
 * answered without: `import` would read it at each start, and take three times as long as `require`.
 */
export function automata(): Automata {
  loaded ??= createRequire(import.meta.url)("refa") as Automata;
  return loaded;
}
