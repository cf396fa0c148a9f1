import { Option } from "commander";

/** An option that takes one of a few words; the first is the default. */
export function choice(flags: string, description: string, words: readonly [string, ...string[]]): Option {
  return new Option(flags, description).choices(words).default(words[0]);
}
