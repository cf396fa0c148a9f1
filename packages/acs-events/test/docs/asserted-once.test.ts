import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { wordsOf } from "./sentences.ts";

const tests = fileURLToPath(new URL("../", import.meta.url));
const sources = fileURLToPath(new URL("../../src/", import.meta.url));

/** As many words as a whole sentence has; what is shorter is a name, or a part of a sentence. */
const wordsOfSentence = 7;

test("a sentence is asserted whole in the tests of one file; the others assert a part of it, or its id", () => {
  const files = filesIn(tests).filter((file) => !file.startsWith("sample-project"));
  expect(files.length).toBeGreaterThan(400);
  const places = new Map<string, readonly string[]>();
  for (const file of files) {
    for (const sentence of new Set(sentencesIn(readFileSync(join(tests, file), "utf8")))) {
      places.set(sentence, [...(places.get(sentence) ?? []), file]);
    }
  }
  expect(places.size).toBeGreaterThan(1_000);
  const twice = [...places].filter(([, { length }]) => length > 1);
  // Names of cases, and what tests themselves write, may be the same.
  const written = twice.length === 0 ? [] : writtenSentences();
  expect(twice.filter(([sentence]) => written.some((pattern) => pattern.test(sentence)))).toEqual([]);
});

/** The sentences in strings and templates of a test file, its titles apart. */
function sentencesIn(source: string): readonly string[] {
  const withoutTitles = source.replaceAll(
    /(?:\b(?:test|describe)|\))\((?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g,
    "",
  );
  return literalsIn(withoutTitles)
    .flatMap((line) => line.split(/(?<=[.!?])\s+|(?<=:)\s+(?=[A-Z])/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence) >= wordsOfSentence && !/=>|\b(?:const|return)\b/.test(sentence));
}

/** The sentences that the sources write, with any text for each value that is put in. */
function writtenSentences(): readonly RegExp[] {
  return filesIn(sources)
    .flatMap((file) => literalsIn(readFileSync(join(sources, file), "utf8")))
    .flatMap((line) => line.split(/(?<=[.!?])\s+/))
    .map((sentence) => sentence.trim().split(/\$\{[^{}]*\}/))
    .filter((parts) => wordsOf(parts.join(" ")) >= 4)
    .map((parts) => new RegExp(parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join(".+")));
}

/** The lines of the strings and templates of a file. */
function literalsIn(source: string): readonly string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  const literals = code.matchAll(/"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`/g);
  return [...literals]
    .map(([, double, single, template]) => double ?? single ?? template ?? "")
    .flatMap((text) => text.replaceAll("\\n", "\n").replaceAll(/\\(.)/g, "$1").split("\n"));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
