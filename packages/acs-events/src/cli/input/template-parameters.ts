import { readFile } from "node:fs/promises";
import { z } from "zod";
import { readLenient } from "../../filters/azure-json/index.ts";
import { hiddenMark } from "../../subscription-set/hidden-values.ts";
import { UserError } from "../../text/user-error.ts";
import { readText } from "./read-text.ts";

/** What `az deployment … --parameters` takes as a file: values, or references to a key vault. */
const parametersFile = z.object({
  parameters: z.record(
    z.string(),
    z.union([z.looseObject({ value: z.unknown() }), z.looseObject({ reference: z.unknown() })]),
  ),
});

/**
 * The values of a template's parameters, from files and from `NAME=VALUE`; later ones win. Throws a `UserError` for a
 * file that cannot be read or is not one of parameters. A value in a key vault is a secret that is not shown.
 */
export async function readParameters(given: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const one of given) {
    const [, name, text] = /^(\w+)=(.*)$/s.exec(one) ?? [];
    if (name !== undefined && text !== undefined) values.set(name, parameterValue(text));
    else for (const [key, value] of await fromFile(one)) values.set(key, value);
  }
  return values;
}

/** JSON where the text is some, as az has it: a number, a list; else the text itself. */
function parameterValue(text: string): unknown {
  const read = /^(?:[[{"]|true$|false$|null$|-?\d)/.test(text) ? readLenient(text) : undefined;
  return read?.ok === true ? read.json : text;
}

async function fromFile(name: string): Promise<readonly (readonly [string, unknown])[]> {
  const text = await readFile(name, "utf8").catch(() => {
    throw new UserError(`--parameters: there is no file "${name}"; give one, or NAME=VALUE.`);
  });
  const { json } = await readText(name, text);
  const read = parametersFile.safeParse(json);
  if (!read.success) {
    const message = `--parameters: ${name} is not a file of parameters. It looks like {"parameters": {"topicName": {"value": "acs-events"}}}.`;
    throw new UserError(message);
  }
  return Object.entries(read.data.parameters).map(([key, one]) => [
    key,
    "value" in one ? one["value"] : hiddenMark("secret"),
  ]);
}
