import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { whatAndWhere } from "../../src/rehearsal/watch/what-and-where.ts";

const thrown = (stack: string): Error => Object.assign(new Error("no database"), { stack });

test("the first file of the project is named, and no other", () => {
  const root = "/home/ann/my events";
  const place = `${pathToFileURL(root).href}/handlers/index.ts:36:7`;
  expect(whatAndWhere(thrown(`Error: no database\n    at ${place}\n    at node:internal`), root)).toBe(
    "no database (handlers/index.ts:36)",
  );
  expect(whatAndWhere(thrown(`Error: no database\n    at load (${root}/handlers/a.ts:1:2)`), root)).toBe(
    "no database (handlers/a.ts:1)",
  );
  expect(whatAndWhere(thrown(`Error\n    at ${root}/node_modules/x/index.js:1:2`), root)).toBe("no database");
  expect(whatAndWhere("no", root)).toBe("no");
});
