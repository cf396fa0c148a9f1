import * as pulumi from "@pulumi/pulumi";
import { namespace, type ParsedConfig, parseStackConfig } from "./parse.ts";

/**
 * The configuration of the stack that the engine runs now. Secret values arrive in plain text and are wrapped again
 * where they are used (`resources/endpoint-secrets.ts`); nothing else of the configuration is secret.
 */
export function readStackConfig(): ParsedConfig {
  const entries: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (name.startsWith(`${namespace}:`)) entries[name] = parseValue(text);
  }
  return parseStackConfig(entries, pulumi.getStack());
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
