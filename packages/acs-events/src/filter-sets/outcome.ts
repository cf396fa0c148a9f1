/** The answer to a search: something, certainly nothing, or neither could be shown. */
export type Outcome<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "none" }
  | { readonly kind: "undecided"; readonly reason: string };

export const none: { readonly kind: "none" } = Object.freeze({ kind: "none" });

export function found<T>(value: T): Outcome<T> {
  return { kind: "found", value };
}

export function undecided(reason: string): { readonly kind: "undecided"; readonly reason: string } {
  return { kind: "undecided", reason };
}

/** The first thing found; `undecided` when nothing was found and not every search could be finished. */
export function firstFound<T>(searches: Iterable<Outcome<T>>): Outcome<T> {
  let open: Outcome<T> = none;
  for (const outcome of searches) {
    if (outcome.kind === "found") return outcome;
    if (outcome.kind === "undecided") open = outcome;
  }
  return open;
}
