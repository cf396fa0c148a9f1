import { Option } from "commander";

/** `--parameters`, given as often as there are files and values. */
export function parametersOption(): Option {
  return new Option(
    "--parameters <file>",
    "the parameters of a template: a file, or NAME=VALUE; may be given several times",
  ).argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
}
