/** One page of the reference: what there is to know of one finding, policy or event type. */
export interface ReferencePage {
  readonly kind: ReferenceKind;
  /** What a reader looks up: `subject-prefix-never-matches`, `webhook-tls`, `SMSReceived`. Unique over all kinds. */
  readonly id: string;
  /** A sentence for the index. */
  readonly summary: string;
  /** The whole page, with its heading. */
  readonly markdown: string;
}

export type ReferenceKind = "finding" | "policy" | "event-type";

/** The folder of each kind, below docs/reference. */
export const referenceFolders: Readonly<Record<ReferenceKind, string>> = {
  finding: "findings",
  policy: "policies",
  "event-type": "event-types",
};

/** Where a page is in the repository of this package: `docs/reference/findings/key-missing.md`. */
export function referenceAddress({ kind, id }: Pick<ReferencePage, "kind" | "id">): string {
  return `docs/reference/${referenceFolders[kind]}/${id}.md`;
}

/** A Markdown table; what is empty in `rows` stays empty. */
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The first sentence of `text`. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+\p{Lu}|$)/su.exec(text)?.[0] ?? text;
}
