import * as pulumi from "@pulumi/pulumi";
import type { ValuesSchema } from "../plan/values-schema.ts";
import { stackFilesIn } from "../project/stack-files.ts";
import { namespace } from "../stack/parse.ts";
import { type ParsedStack, parseStack } from "../stack/stack.ts";

/**
 * The stack that the engine runs now; `root` is the folder of the project, which need not be the working folder: the
 * engine sets that, to a copy perhaps. Secret values arrive in plain text and are wrapped again where they are used
 * (`resources/destination.ts`); nothing else of the configuration is secret. The stack of a team is read from the file
 * of the stack that has the topic: there secrets are cipher text, and the reference to that stack brings them in plain.
 */
export function readStack(root: string, values: ValuesSchema): ParsedStack {
  const entries: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (name.startsWith(`${namespace}:`)) entries[name] = parseValue(text);
  }
  return parseStack(pulumi.getStack(), entries, stackFilesIn(root), values);
}

/** The engine hands objects over as JSON and everything else as text; "1555" has to stay text, so only objects are parsed. */
function parseValue(text: string): unknown {
  if (!/^[[{]|^(?:true|false)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
