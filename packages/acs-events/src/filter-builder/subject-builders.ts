import { phoneNumber } from "./phone-number.ts";
import * as prefixes from "./subject-prefixes.ts";
import * as suffixes from "./subject-suffixes.ts";

/** A builder as data: an id goes in, text comes out. Throws a `FilterError` for an id that it refuses. */
export type BuildText = (id: string) => string;

/** The builders of beginnings of subjects, by the names that team files import; `any` is the beginning of all of them. */
export const prefixBuilders: Readonly<Record<string, BuildText & { readonly any: string }>> = {
  phoneNumber: phoneNumber as BuildText & { readonly any: string },
  ...prefixes,
};

/** The builders of ends of subjects, by the names that team files import. */
export const suffixBuilders: Readonly<Record<string, BuildText>> = {
  ...suffixes,
  // Its type names the statuses that there are; another one is refused like an id that cannot be.
  statusEnd: suffixes.statusEnd as BuildText,
};
