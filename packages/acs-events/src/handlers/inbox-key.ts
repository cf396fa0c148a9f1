/** The source that was asked for last: events of one batch mostly have the same. */
let last = { source: "", folded: "" };

/** A source as it is compared: Azure writes it in different cases. */
export function foldedSource(source: string): string {
  if (source !== last.source) last = { source, folded: source.toLowerCase() };
  return last.folded;
}
