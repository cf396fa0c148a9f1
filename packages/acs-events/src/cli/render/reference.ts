import pc from "picocolors";
import { noSuchEvent } from "../../catalog/no-such-event.ts";
import type { ReferencePage } from "../../reference/index.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { UserError } from "../../text/user-error.ts";
import type { Guide } from "../guides.ts";
import { fitted } from "./fitted.ts";
import { renderTable } from "./table.ts";

/** Everything that `docs` can show. */
export interface Documentation {
  readonly guides: readonly Guide[];
  readonly pages: readonly ReferencePage[];
}

/**
 * The guide or page of a name; event types may be written in full. Throws a `UserError` with the name that was most
 * likely meant.
 */
export function markdownOf({ guides, pages }: Documentation, name: string): string {
  const named = [...guides, ...pages.map(({ id, markdown }) => ({ name: id, markdown }))];
  const wanted = name.replace(/^(?:docs\/)?(.*?)(?:\.md)?$/, "$1").replace(/^Microsoft\.Communication\./i, "");
  const found = named.find((one) => one.name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found.markdown;
  const none = noSuchEvent(name);
  if (none !== undefined) throw new UserError(none);
  const near = didYouMean(
    wanted,
    named.map((one) => one.name),
  );
  const hint = near === undefined ? "`npx acs-events docs` lists every name." : `Did you mean "${near}"?`;
  throw new UserError(`No guide, finding, policy or event type has the name "${name}". ${hint}`);
}

const titles = { finding: "Findings", policy: "Policies", "event-type": "Event types" } as const;

/** Every name with its title or sentence, a table a kind. */
export function renderIndex({ guides, pages }: Documentation): string {
  const guideRows = guides.map(({ name, title }) => [name, title]);
  const tables = [...Map.groupBy(pages, ({ kind }) => kind)].map(([kind, members]) => {
    const rows = members.map(({ id, summary }) => [id, summary]);
    return `${pc.bold(titles[kind])}\n${renderTable(["name", "what it says"], rows)}`;
  });
  return [
    `${pc.bold("Guides")}\n${renderTable(["name", "title"], guideRows)}`,
    ...tables,
    pc.dim("npx acs-events docs NAME shows one of them."),
  ].join("\n\n");
}

/**
 * Markdown for a terminal: headings bold, tables lined up, links by their words. Code stays as it is. Where there is a
 * `width`, paragraphs are broken there and not where the file breaks them.
 */
export function renderMarkdown(markdown: string, width?: number): string {
  const parts = markdown.split(/^( *```.*\n[\s\S]*?^ *```)$/m);
  return parts
    .map((part) => (/^ *```/.test(part) ? part.replaceAll(/^ *```.*\n?/gm, "").trimEnd() : renderProse(part, width)))
    .join("")
    .trim();
}

function renderProse(text: string, width: number | undefined): string {
  return text
    .split("\n\n")
    .filter((block) => !block.startsWith("[All "))
    .map((block) => fitted(renderBlock(block, width !== undefined), width))
    .join("\n\n");
}

/** Each paragraph and each item of a list in one line. */
function unbroken(block: string): string {
  return block.replaceAll(/(?<=\S)\n *(?!(?:-|\d+\.) )(?=\S)/g, " ");
}

function renderBlock(block: string, isRewrapped: boolean): string {
  const text = block.trim();
  if (text.startsWith("#")) return block.replace(/^#+ (.*)$/m, (_, heading: string) => pc.bold(heading));
  if (!text.startsWith("|")) return withoutMarks(isRewrapped ? unbroken(block) : block);
  const [headings = [], , ...rows] = text.split("\n").map((line) =>
    line
      .slice(2, -2)
      .split(/ (?<!\\)\| /)
      .map((cell) => withoutMarks(cell.trim()).replaceAll("\\|", "|")),
  );
  return renderTable(headings, rows);
}

/** Links by their words, an address on the web beside them; code and emphasis without their marks. */
function withoutMarks(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\((https?:[^)]*)\)/g, "$1: $2")
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("**", "")
    .replaceAll("`", "");
}
