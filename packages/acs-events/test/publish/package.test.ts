import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { zipPackage } from "../../src/publish/package.ts";

const file = (text: string) => new TextEncoder().encode(text);

test("the same files give the same zip, whatever their order", () => {
  const one = new Map([
    ["host.json", file("{}")],
    ["index.mjs", file("export {}")],
  ]);
  const other = new Map([...one].reverse());
  expect(zipPackage(one)).toEqual(zipPackage(other));
  expect(Object.keys(unzipSync(zipPackage(one)))).toEqual(["host.json", "index.mjs"]);
});
