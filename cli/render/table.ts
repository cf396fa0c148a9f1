import pc from "picocolors";
import stringWidth from "string-width";

/**
 * Columns that line up, two spaces apart, headings dimmed; the last column is not padded. Cells may carry colours.
 */
export function renderTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(stringWidth(heading), ...rows.map((row) => stringWidth(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === cells.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - stringWidth(cell)),
      )
      .join("  ")
      .trimEnd();
  return [line(headings.map((heading) => pc.dim(heading))), ...rows.map(line)].join("\n");
}

/** `text` in at most `width` columns, with an ellipsis in its middle: both ends of a subject or a type say something. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const half = (width - 1) / 2;
  return `${text.slice(0, Math.ceil(half))}…${text.slice(text.length - Math.floor(half))}`;
}
