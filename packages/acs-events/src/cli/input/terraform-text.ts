import { isJsonObject } from "../../json/json-object.ts";
import { UserError } from "../../text/user-error.ts";

/** Not a literal in the import, since the package's declarations bring the browser's types into the whole program. */
const hclParser: string = "@cdktn/hcl2json";

/** What is used of it. */
interface HclParser {
  readonly parse: (name: string, text: string) => Promise<unknown>;
}

/**
 * Terraform's own language as JSON. The parser is loaded only here: it is a program of its own that takes a third of a
 * second to start. Throws a `UserError` with file, line and column where the text cannot be parsed.
 */
export async function parseTerraform(name: string, text: string): Promise<unknown> {
  const { parse }: HclParser = await import(hclParser);
  const parsed = async (source: string): Promise<unknown> => {
    try {
      return await parse("input.tf", source);
    } catch (error) {
      throw new UserError(sentenceOf(name, error instanceof Error ? error.message : String(error)));
    }
  };
  const json = await parsed(text);
  for (const resource of azapiResources(json)) {
    const [, body] = /^\$\{jsonencode\((\{.*\})\)\}$/s.exec(String(resource["body"])) ?? [];
    if (body === undefined) continue;
    // A body that is written by jsonencode({…}) is an object of literals and expressions like any other.
    const inner = await parse("input.tf", `body = ${body}\n`).catch(() => undefined);
    if (isJsonObject(inner)) resource["body"] = inner["body"];
  }
  return json;
}

/** The bodies of all `azapi_resource` blocks, to be changed in place. */
function azapiResources(json: unknown): Record<string, unknown>[] {
  const resources =
    isJsonObject(json) && isJsonObject(json["resource"]) ? json["resource"]["azapi_resource"] : undefined;
  if (!isJsonObject(resources)) return [];
  return Object.values(resources).flatMap((blocks) => (Array.isArray(blocks) ? blocks.filter(isJsonObject) : []));
}

/** `parse config: [input.tf:2,10-3,1: Invalid expression; Expected …]` as our messages say it. */
function sentenceOf(name: string, message: string): string {
  const [, line, column, text] = /input\.tf:(\d+),(\d+)[-\d,]*: (.*?)\]?$/s.exec(message) ?? [];
  if (line === undefined || text === undefined) return `${name} cannot be read as Terraform: ${message}`;
  // The parser finds more than one mistake in one place; the first one says it.
  const [first = text] = text.split(/,? and \d+ other diagnostic|\n|[,;\s]*input\.tf:\d+,\d/);
  return `${name}, line ${line}, column ${column}: ${first.trim().replace(/; /, ". ")}`;
}
