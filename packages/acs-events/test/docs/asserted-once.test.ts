import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { wordsOf } from "./sentences.ts";

const tests = fileURLToPath(new URL("../", import.meta.url));

/** As many words as a whole sentence has; what is shorter is a name, or a part of a sentence. */
const wordsOfSentence = 7;

test("a sentence is asserted whole in the tests of one file; the others assert a part of it, or its id", () => {
  const files = readdirSync(tests, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(tests, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !file.startsWith("sample-project"));
  expect(files.length).toBeGreaterThan(400);
  const said = new Map<string, readonly string[]>();
  for (const file of files) {
    for (const sentence of new Set(sentencesIn(readFileSync(join(tests, file), "utf8")))) {
      said.set(sentence, [...(said.get(sentence) ?? []), file]);
    }
  }
  expect(said.size).toBeGreaterThan(1_000);
  expect([...said].filter(([, places]) => places.length > 1)).toEqual([]);
});

/** The sentences in strings and templates of a test file, its titles apart. */
function sentencesIn(source: string): readonly string[] {
  const code = source
    .replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "")
    .replaceAll(/(?:\b(?:test|describe)|\))\((?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g, "");
  const literals = code.matchAll(/"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`/g);
  return [...literals]
    .map(([, double, single, template]) => double ?? single ?? template ?? "")
    .flatMap((text) => text.replaceAll("\\n", "\n").replaceAll(/\\(.)/g, "$1").split("\n"))
    .flatMap((line) => line.split(/(?<=[.!?])\s+|(?<=:)\s+(?=[A-Z])/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence) >= wordsOfSentence && !/=>|\b(?:const|return)\b/.test(sentence));
}
