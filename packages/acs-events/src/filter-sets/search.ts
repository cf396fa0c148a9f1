/** The answer to a search: something, certainly nothing, or neither could be shown. */
export type Search<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "none" }
  | { readonly kind: "undecided"; readonly reason: string };

export const none: { readonly kind: "none" } = Object.freeze({ kind: "none" });

export function found<T>(value: T): Search<T> {
  return { kind: "found", value };
}

export function undecided(reason: string): { readonly kind: "undecided"; readonly reason: string } {
  return { kind: "undecided", reason };
}

/** The first thing found; `undecided` when nothing was found and not every search could be finished. */
export function firstFound<T>(searches: Iterable<Search<T>>): Search<T> {
  let open: Search<T> = none;
  for (const search of searches) {
    if (search.kind === "found") return search;
    if (search.kind === "undecided") open = search;
  }
  return open;
}
