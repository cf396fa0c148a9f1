import { expect, test } from "vitest";
import { type Ready, readyLine } from "../../src/setup/set-up.js";

const node = { executable: "/x/node", version: "v22.23.3", origin: "node_modules" } as const;
const engine = {
  pulumi: "/x/pulumi",
  languageHostDir: "/x",
  version: "3.274.1",
  origin: "cache",
  canRunPolicyPacks: false,
} as const;

test.each<[Ready, number, string]>([
  [{ node, engine, way: "found" }, 180, "Ready: Node 22.23.3, Pulumi 3.274.1 (cache), in 0.2 s"],
  [
    { node: { ...node, version: "v24.4.0", origin: "yours" }, engine: { ...engine, origin: "path" }, way: "found" },
    180,
    "Ready: Node 24.4.0 (yours), Pulumi 3.274.1 (PATH), in 0.2 s",
  ],
  [
    { node, engine, way: "built" },
    232_000,
    "Ready: Node 22.23.3, Pulumi 3.274.1 (built into the cache), in 3 min 52 s",
  ],
  [{ node, engine: undefined, way: "found" }, 80, "Ready: Node 22.23.3, in 0.1 s"],
])("%#", (ready, ms, line) => {
  expect(readyLine(ready, ms)).toBe(line);
});
