import type { InboxKey } from "./inbox.ts";

/** The source that was asked for last: events of one batch mostly have the same. */
let last = { source: "", folded: "", short: "" };

/** A source as it is compared: Azure writes it in different cases. */
export function foldedSource(source: string): string {
  return lastOf(source).folded;
}

function lastOf(source: string): typeof last {
  if (source !== last.source) {
    const folded = source.toLowerCase();
    last = { source, folded, short: shortName(folded) };
  }
  return last;
}

/** Short names for sources and handlers, which are long and few; a sender that makes up sources gets no more of them. */
const shortNames = new Map<string, string>();
const maximumShortNames = 1_000;

function shortName(text: string): string {
  let short = shortNames.get(text);
  if (short === undefined) {
    short = shortNames.size < maximumShortNames ? `#${shortNames.size}` : `${text.length}:${text}`;
    if (short.startsWith("#")) shortNames.set(text, short);
  }
  return short;
}

/** A key as one text within this process: equal for equal keys alone. */
export function inboxKeyText({ handler, source, id }: InboxKey): string {
  return `${shortName(handler)} ${source === "" ? "" : lastOf(source).short} ${id}`;
}
