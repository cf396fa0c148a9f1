import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

const pages = [
  ...readdirSync(join(repository, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => join(entry.parentPath, entry.name)),
  ...["README.md", "CONTRIBUTING.md"].map((name) => join(repository, name)),
];

test("every link of the documentation leads to a file, and to a heading that is there", () => {
  const links = pages.flatMap((page) => linksOf(readFileSync(page, "utf8")).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(400);
  const dead = links.filter(({ page, link }) => isDead(page, link));
  expect(dead.map(({ page, link }) => `${relative(repository, page)}: ${link}`)).toEqual([]);
});

function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^ *```.*?^ *```$/gms, "").replaceAll(/`[^`]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function isDead(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? page : resolve(dirname(page), path);
  if (!existsSync(target)) return true;
  return heading !== undefined && !headingsOf(readFileSync(target, "utf8")).has(heading);
}

/** As GitHub makes the name of a heading. */
function headingsOf(markdown: string): ReadonlySet<string> {
  const headings = markdown.matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
