import pc from "picocolors";
import { textWidth } from "./text-width.ts";

export interface TableLayout {
  /** Columns of the terminal; undefined: as wide as it is. */
  readonly width?: number | undefined;
  /** The columns, by their index, whose cells may be shortened to fit. Their cells carry no colours. */
  readonly flexible?: readonly number[];
}

/** A flexible column is never narrower than this. */
const narrowest = 12;
const gap = "  ";

/**
 * Columns that line up, two spaces apart, headings dimmed; the last column is not padded. Cells may carry colours. With
 * a width, the widest of the flexible columns give way until the table fits or none can any more.
 */
export function renderTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { width, flexible = [] }: TableLayout = {},
): string {
  const widths = headings.map((heading, column) =>
    Math.max(textWidth(heading), ...rows.map((row) => textWidth(row[column] ?? ""))),
  );
  if (width !== undefined) giveWay(widths, flexible, width);
  const fitted = (cell: string, column: number): string =>
    flexible.includes(column) ? shorten(cell, widths[column] ?? 0) : cell;
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - textWidth(cell))),
      )
      .join(gap)
      .trimEnd();
  return [line(headings.map((heading) => pc.dim(heading))), ...rows.map((row) => line(row.map(fitted)))].join("\n");
}

function giveWay(widths: number[], flexible: readonly number[], width: number): void {
  let over = widths.reduce((sum, one) => sum + one, 0) + gap.length * (widths.length - 1) - width;
  while (over > 0) {
    const widest = flexible.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    const now = widest === undefined ? 0 : (widths[widest] ?? 0);
    if (widest === undefined || now <= narrowest) return;
    widths[widest] = now - 1;
    over -= 1;
  }
}

/**
 * `text` in at most `width` columns of a terminal, with an ellipsis in its middle: both ends of a subject or a type say
 * something.
 */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const signs = Array.from(text);
  const half = (width - 1) / 2;
  const start = within(signs, Math.ceil(half));
  const end = within(signs.toReversed(), Math.floor(half)).toReversed();
  return `${start.join("")}…${end.join("")}`;
}

/** As many of `signs` as `width` columns hold. */
function within(signs: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = signs.findIndex((sign) => {
    used += textWidth(sign);
    return used > width;
  });
  return end === -1 ? signs : signs.slice(0, end);
}
