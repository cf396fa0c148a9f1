import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { type ParsedConfig, parseStackConfig } from "./parse.ts";

/**
 * The configuration of `stack` as its file in `folder` says, for tools that run without the engine. Secrets stay the
 * cipher text that they are. Throws an `Error` with a sentence for a reader when there is no such file or it is no YAML.
 */
export function readStackFile(folder: string, stack: string): ParsedConfig {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    const stacks = stacksOf(folder);
    const known = stacks.length === 0 ? "there is no stack here at all" : `there are ${stacks.join(", ")}`;
    throw new Error(`There is no stack "${stack}": Pulumi.${stack}.yaml does not exist; ${known}.`);
  }
  return parseStackConfig(readYaml(readFileSync(file, "utf8"), `Pulumi.${stack}.yaml`), stack);
}

/** The stacks that have a configuration file in `folder`, sorted. */
export function stacksOf(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.([-\w]+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

function readYaml(text: string, file: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new Error(`${file} is not valid YAML, line ${line}, column ${col}: ${error.message.split("\n")[0]}`);
  }
  const content: unknown = document.toJS();
  const config = typeof content === "object" && content !== null && "config" in content ? content.config : undefined;
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}
