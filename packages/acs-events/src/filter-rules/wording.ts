import { shown } from "../filters/azure-json/json-value.ts";

/** What the names of all event types of Communication Services begin with. */
export const provider = "Microsoft.Communication.";

/** An event type without the part that all of them share. */
export function shortType(type: string): string {
  return type.startsWith(provider) ? type.slice(provider.length) : type;
}

/** `a`, `a and b`, `a, b and c`; of a long list the first five, and how many more there are. */
export function listed(words: readonly string[], longest = 5): string {
  const rest = words.length - longest;
  if (rest > 1) return `${words.slice(0, longest).join(", ")} and ${rest} more`;
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Event types as people say them. */
export function typesInWords(types: readonly string[]): string {
  return listed(types.map(shortType));
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMeanInWords(fix: unknown): string {
  return fix === undefined ? "" : ` Did you mean ${shown(fix)}?`;
}
