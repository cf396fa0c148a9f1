import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParameters } from "../../../src/cli/input/template-parameters.ts";
import { isHiddenMark } from "../../../src/subscription-set/hidden-values.ts";

let folder = "";
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-parameters-"));
  const parameters = { topic: { value: "t" }, list: { value: [1] }, key: { reference: { keyVault: { id: "/v" } } } };
  await writeFile(file("good.json"), JSON.stringify({ $schema: "x", contentVersion: "1.0.0.0", parameters }));
  await writeFile(file("none.json"), "{}");
  await writeFile(file("plain.json"), JSON.stringify({ parameters: { topic: "t" } }));
  await writeFile(file("broken.json"), "{");
  await writeFile(file("dev.bicepparam"), "using './main.bicep'\n");
});
afterAll(() => rm(folder, { recursive: true }));

test("files and values, later ones win", async () => {
  const values = await readParameters([
    file("good.json"),
    "topic=u",
    "count=3",
    'json={"a":1}',
    "text=1206x",
    "empty=",
  ]);
  expect(isHiddenMark(values.get("key"))).toBe(true);
  expect(Object.fromEntries([...values].filter(([name]) => name !== "key"))).toEqual({
    topic: "u",
    list: [1],
    count: 3,
    json: { a: 1 },
    text: "1206x",
    empty: "",
  });
});

test.each([
  ["nothing.json", /^--parameters: there is no file ".*nothing\.json"; give one, or NAME=VALUE\.$/],
  ["none.json", /^--parameters: .* is not a file of parameters\. It looks like \{"parameters": /],
  ["plain.json", /is not a file of parameters/],
  ["broken.json", /broken\.json, line 1, column 2: This is not JSON/],
  ["dev.bicepparam", /holds the parameters of a Bicep file\. Make JSON of them: az bicep build-params /],
])("%s gets a sentence", async (name, message) => {
  await expect(readParameters([file(name)])).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(message),
  });
});
