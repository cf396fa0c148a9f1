import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { templates } from "../../src/plan/templates/index.ts";
import { referencePages } from "../../src/reference/index.ts";
import { longestSentence, longSentences, wordsIn, wordsOf } from "./sentences.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const src = join(repository, "packages/acs-events/src");

const guides = [
  ...readdirSync(join(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...["README.md", "CONTRIBUTING.md", "packages/acs-events/README.md"],
];

describe("guides", () => {
  test("there are some", () => {
    expect(guides.length).toBeGreaterThan(20);
    expect(detailed.length).toBeGreaterThan(12);
  });

  test.each(guides)("%s: at most 900 words, and no sentence over 25", (guide) => {
    const markdown = readFileSync(join(repository, guide), "utf8");
    expect(wordsIn(markdown)).toBeLessThanOrEqual(900);
    expect(longSentences(markdown)).toEqual([]);
  });
});

/** Pages to look things up in: as long as they have to be. */
const detailed = [
  ...readdirSync(join(repository, "docs/reference")).map((name) => `docs/reference/${name}`),
  ...readdirSync(join(repository, "docs/internals"), { recursive: true, encoding: "utf8" }).map(
    (name) => `docs/internals/${name.replaceAll("\\", "/")}`,
  ),
].filter((name) => name.endsWith(".md"));

test.each(detailed)("%s: no sentence over 25 words", (page) => {
  expect(longSentences(readFileSync(join(repository, page), "utf8"))).toEqual([]);
});

test("findings, policies, event types and templates: no sentence over 25 words", () => {
  const texts = [
    ...referencePages().map(({ markdown }) => markdown),
    ...templates.flatMap(({ catches, leavesOut, options }) => [
      catches,
      leavesOut,
      ...options.map((one) => one.description),
    ]),
  ];
  expect(texts.length).toBeGreaterThan(250);
  expect(texts.flatMap(longSentences)).toEqual([]);
});

/** What Azure says, in its own words. */
const azuresWords = ["emulator/resources/event-subscription-destination.ts"];

test("messages and help texts: no sentence over 25 words", () => {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(500);
  const long = files.flatMap((file) => {
    const name = relative(src, file).replaceAll("\\", "/");
    return azuresWords.includes(name) ? [] : longTexts(readFileSync(file, "utf8")).map((text) => `${name}: ${text}`);
  });
  expect(long).toEqual([]);
});

/** The sentences of strings and templates of a source that are too long; what is put into a template is one word. */
function longTexts(source: string): readonly string[] {
  const withoutComments = source.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  const literals = [...withoutComments.matchAll(/"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g)];
  return literals
    .map(([, quoted, template = ""]) => quoted ?? template)
    .filter((text) => !/=>|\b(?:const|return)\b/.test(text))
    .flatMap((text) =>
      text
        .replaceAll(/\$\{[^{}]*\}/g, "X")
        .replaceAll("\\n", "\n")
        .split(/\n\s*\n|\n\s*- |\n {2,}/),
    )
    .flatMap((paragraph) => paragraph.replaceAll("\n", " ").split(/(?<=[.!?])\s+/))
    .filter((sentence) => wordsOf(sentence) > longestSentence);
}
