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
  const written = writtenSentences();
  expect([...written.values()].flat().length).toBeGreaterThan(1_500);
  const places = new Map<string, Set<string>>();
  for (const file of files) {
    for (const sentence of sentencesIn(withoutTitles(readFileSync(join(tests, file), "utf8")))) {
      const patterns = new Set(sentence.split(/[^\w-]+/).flatMap((word) => written.get(word) ?? []));
      for (const { source, whole } of patterns) {
        if (whole.test(sentence)) places.set(source, (places.get(source) ?? new Set()).add(file));
      }
    }
  }
  expect(places.size).toBeGreaterThan(100);
  const twice = [...places].filter(([, { size }]) => size > 1);
  expect(twice.map(([sentence, those]) => [sentence, [...those]])).toEqual([]);
});

interface Written {
  /** As it is in the source, with `${…}` for each value. */
  readonly source: string;
  readonly whole: RegExp;
}

/** The sentences that the sources write, whatever values are put into them, by the longest word of each. */
function writtenSentences(): ReadonlyMap<string, readonly Written[]> {
  const all = new Set(filesIn(sources).flatMap((file) => sentencesIn(readFileSync(join(sources, file), "utf8"))));
  const written = [...all].flatMap((source) => {
    const parts = source.split(/\$\{[^{}]*\}/);
    const [longest] = parts
      .flatMap((part) => part.match(/(?<=^|\s)[\w-]+(?=[\s.,;:]|$)/g) ?? [])
      .sort((a, b) => b.length - a.length);
    if (longest === undefined || wordsOf(parts.join(" ")) < wordsOfSentence) return [];
    const pattern = parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join(".+");
    return [{ longest, source, whole: new RegExp(`^${pattern}$`) }];
  });
  return Map.groupBy(written, ({ longest }) => longest);
}

/** The sentences in the strings and templates of a file. */
function sentencesIn(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  const literals = code.matchAll(/"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`/g);
  return (
    [...literals]
      .map(([, double, single, template]) => double ?? single ?? template ?? "")
      // Seven words need more letters than that; most strings are shorter.
      .filter(({ length }) => length > 24)
      .flatMap((one) => one.replaceAll("\\n", "\n").replaceAll(/\\(.)/g, "$1").split("\n"))
      .flatMap((line) => line.split(/(?<=[.!?])\s+|(?<=:)\s+(?=[A-Z])/))
      .map((sentence) => sentence.trim())
      .filter((sentence) => wordsOf(sentence) >= wordsOfSentence && !/=>|\b(?:const|return)\b/.test(sentence))
  );
}

/** A test file without the titles of its tests. */
function withoutTitles(text: string): string {
  return text.replaceAll(/(?:\b(?:test|describe)|\))\((?:"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g, "");
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
