import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { ValuesSchema } from "../plan/values-schema.ts";
import { isTeamStack, type OtherStacks, type ParsedStack, parseStack } from "../stack/stack.ts";

/**
 * The stack `name` as the files in `folder` say, for tools that run without the engine. Secrets stay the cipher text
 * that they are; `values` is the schema of the project's own. Throws an `Error` with a sentence for a reader when there
 * is no such stack or a file is not YAML.
 */
export function readStackFile(folder: string, name: string, values: ValuesSchema): ParsedStack {
  const others = stackFilesIn(folder);
  if (others.names.includes(name)) return parseStack(name, others.read(name), others, values);
  if (isTeamStack(name, others)) return parseStack(name, {}, others, values);
  const known = others.names.length === 0 ? "there is no stack here at all" : `there are ${others.names.join(", ")}`;
  throw new Error(`There is no stack "${name}": Pulumi.${name}.yaml does not exist; ${known}.`);
}

/** The stacks that have a configuration file in `folder`, sorted. */
export function stacksOf(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.([-\w]+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** The stacks of `folder` that have a topic of their own, and with it a plan; sorted. */
export function environmentsOf(folder: string): string[] {
  const others = stackFilesIn(folder);
  return others.names.filter((name) => {
    const entries = Object.keys(others.read(name)).filter((key) => key.startsWith("acs-events:"));
    return !entries.includes("acs-events:sharedStack") && (entries.length > 0 || !isTeamStack(name, others));
  });
}

/** The stack files of `folder`; each is read once, and only when it is asked for. */
export function stackFilesIn(folder: string): OtherStacks {
  const read = new Map<string, Record<string, unknown>>();
  return {
    names: stacksOf(folder),
    read(stack) {
      const known =
        read.get(stack) ??
        entriesIn(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"), `Pulumi.${stack}.yaml`);
      read.set(stack, known);
      return known;
    },
  };
}

/**
 * The entries of a stack file by their full names, as `parseStackConfig` takes them. Throws an `Error` with line and
 * column where `text`, the content of `file`, is not YAML, and one for entries that stand beside `config`: Pulumi passes
 * over them, so what they ask for would not be there.
 */
export function entriesIn(text: string, file: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new Error(`${file} is not valid YAML, line ${line}, column ${col}: ${error.message.split("\n")[0]}`);
  }
  const content: unknown = document.toJS();
  const beside = Object.keys(content ?? {}).filter((name) => name.startsWith("acs-events:"));
  if (beside.length > 0) {
    throw new Error(
      `${file}: these settings are beside "config", where nobody reads them: ${beside.join(", ")}. Write them below "config:", two spaces further in.`,
    );
  }
  const config = typeof content === "object" && content !== null && "config" in content ? content.config : undefined;
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}
