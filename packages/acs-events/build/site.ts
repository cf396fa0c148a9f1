import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Marked } from "marked";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

interface Page {
  /** Relative to the repository: `docs/teams.md`. */
  readonly source: string;
  /** Relative to the site: `docs/teams.html`. */
  readonly target: string;
  readonly title: string;
  readonly markdown: string;
}

/** Writes the README and everything of docs/ as HTML into `into`. Throws when a link leads nowhere. */
async function buildSite(into: string): Promise<number> {
  const pages = await readPages();
  const known = new Map(pages.map((page) => [page.source, page]));
  const dead: string[] = [];
  await rm(into, { recursive: true, force: true });
  for (const page of pages) {
    const target = join(into, page.target);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, htmlOf(page, known, dead));
  }
  await cp(join(repository, "docs/pictures"), join(into, "docs/pictures"), { recursive: true }).catch(() => undefined);
  if (dead.length > 0) throw new Error(`These links lead nowhere:\n${dead.join("\n")}`);
  return pages.length;
}

async function readPages(): Promise<readonly Page[]> {
  const found = await readdir(join(repository, "docs"), { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  return Promise.all(
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...files.sort()].map(async (source) => {
      const markdown = await readFile(join(repository, source), "utf8");
      const target = source === "README.md" ? "index.html" : source.replace(/\.md$/, ".html");
      return { source, target, title: /^# (.*)$/m.exec(markdown)?.[1] ?? source, markdown };
    }),
  );
}

function htmlOf(page: Page, known: ReadonlyMap<string, Page>, dead: string[]): string {
  const up = "../".repeat(page.target.split("/").length - 1);
  const headings = new Map<string, number>();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${idOf(text, headings)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escaped(linkTo(page, href, known, dead))}">${this.parser.parseInline(tokens)}</a>`;
      },
      // What is written as HTML in a page is shown, and not run.
      html: ({ text }) => (text === "<br>" ? "<br>" : escaped(text)),
    },
  });
  const body = marked.parse(page.markdown, { async: false });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)} · acs-events</title>
<style>${style}</style>
<nav>${navigation(up)}</nav>
<main>
${body}</main>
</html>
`;
}

/** Where a link of a page leads in the site: pages by their HTML, other files of the repository by their name. */
function linkTo(page: Page, href: string, known: ReadonlyMap<string, Page>, dead: string[]): string {
  if (/^[a-z]+:/.test(href) || href.startsWith("#")) return href;
  const [path = "", heading] = href.split("#");
  const source = relative(repository, resolve(repository, dirname(page.source), path)).replaceAll("\\", "/");
  const target = known.get(source);
  if (target === undefined) {
    // Sources and configuration are no pages of the site; the test of links sees that they exist.
    if (path.endsWith(".md")) dead.push(`${page.source}: ${href}`);
    return href;
  }
  const link = relative(dirname(page.target) || ".", target.target).replaceAll("\\", "/");
  return heading === undefined ? link : `${link}#${heading}`;
}

/** As GitHub makes the name of a heading. */
function idOf(text: string, taken: Map<string, number>): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
  const count = taken.get(id) ?? 0;
  taken.set(id, count + 1);
  return count === 0 ? id : `${id}-${count}`;
}

const sections = [
  ["Start", "docs/start.html"],
  ["Teams", "docs/teams.html"],
  ["Filters", "docs/filters.html"],
  ["Testing", "docs/testing.html"],
  ["Review", "docs/review.html"],
  ["Environments", "docs/configuration.html"],
  ["Handlers", "docs/handlers.html"],
  ["Operations", "docs/operations.html"],
  ["Import", "docs/import.html"],
  ["Findings", "docs/reference/findings/index.html"],
  ["Policies", "docs/reference/policies/index.html"],
  ["Event types", "docs/reference/event-types/index.html"],
  ["Glossary", "docs/glossary.html"],
] as const;

function navigation(up: string): string {
  const links = sections.map(([title, target]) => `<a href="${up}${target}">${title}</a>`);
  return [`<a href="${up}index.html"><b>acs-events</b></a>`, ...links].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const style = `
:root{color-scheme:light dark}
body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.6 system-ui,sans-serif}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding-bottom:.5rem;border-bottom:1px solid #8888}
pre{overflow-x:auto;padding:.75rem;background:#8881;border-radius:.4rem}
code{font-size:.9em}
table{display:block;overflow-x:auto;border-collapse:collapse}
th,td{padding:.3rem .6rem;border:1px solid #8886;text-align:left;vertical-align:top}
img{max-width:100%}
`;

const into = resolve(process.argv[2] ?? join(repository, "site"));
console.log(`${await buildSite(into)} pages written into ${relative(process.cwd(), into)}.`);
