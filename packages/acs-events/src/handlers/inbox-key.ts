/** The source that was asked for last: events of one batch mostly have the same. */
let last = { source: "", folded: "" };

/** A source as it is compared: Azure writes it in different cases. */
export function foldedSource(source: string): string {
  if (source !== last.source) last = { source, folded: source.toLowerCase() };
  return last.folded;
}

/**
 * The same text, as the object that was seen last where it is equal: two texts that are one object are compared at once,
 * and a source is compared again and again on an event's way.
 */
export function sharedSource(source: string): string {
  return source === last.source ? last.source : source;
}
