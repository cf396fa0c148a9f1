import { readLenient } from "../../filters/azure-json/index.ts";
import type { Finding } from "../../filters/finding.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { eventsInstead } from "../../subscription-set/events-instead.ts";
import { UserError } from "../../text/user-error.ts";

/** What a text says, as JSON. */
export interface ReadText {
  readonly json: unknown;
  readonly findings: readonly Finding[];
}

/**
 * A text as JSON, from JSON itself or from Terraform's language. Throws a `UserError` for every other text: where it
 * ends to be JSON, and the command that makes JSON of what it seems to be.
 */
export async function readText(name: string, text: string): Promise<ReadText> {
  if (/\.tf$/i.test(name)) return readTerraform(name, text);
  const read = readLenient(withoutColours(text));
  if (read.ok) return { json: read.json, findings: read.findings };
  const language = languageOf(name, text);
  if (language === "terraform") return readTerraform(name, text);
  const events = eventsInstead(firstLineOf(text));
  if (events !== undefined) throw new UserError(`${name}: ${events}`);
  const where = `${name}, line ${read.line}, column ${read.column}: ${read.message}`;
  throw new UserError(language === undefined ? where : `${name} ${remedies[language](name)}`);
}

/** `az -o jsonc` and `jq -C` colour JSON; a control character of a terminal is never a part of it. */
function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
  return text.includes("\u001b[") ? text.replaceAll(/\u001b\[[\d;]*m/g, "") : text;
}

/** The JSON of the first line, where files of events have one; undefined for every other text. */
function firstLineOf(text: string): unknown {
  const [line = ""] = text.split("\n", 1);
  const read = readLenient(line);
  return read.ok ? read.json : undefined;
}

async function readTerraform(name: string, text: string): Promise<ReadText> {
  const { parseTerraform } = await import("./terraform-text.ts");
  const json = await parseTerraform(name, text);
  // A file without a block has no resources, and is one of Terraform all the same.
  const isEmpty = isJsonObject(json) && Object.keys(json).length === 0;
  return { json: isEmpty ? { resource: {} } : json, findings: [] };
}

type Language = "terraform" | keyof typeof remedies;

/** What else people have, and how it becomes JSON. */
const remedies = {
  bicep: (name: string) =>
    `is a Bicep file. Compile it first: az bicep build --file ${fileIn(name, "main.bicep")} --stdout | npx acs-events check -`,
  "bicep-parameters": (name: string) =>
    `holds the parameters of a Bicep file. Make JSON of them: az bicep build-params --file ${fileIn(name, "main.bicepparam")} --outfile parameters.json`,
  "terraform-plan": (name: string) =>
    `is a saved plan of Terraform. Print it as JSON: terraform show -json ${fileIn(name, "tfplan")} | npx acs-events check -`,
  yaml: () => "is YAML. az and pulumi print JSON with -o json, --output json or --json.",
  table: () => "is a table for people. az prints JSON with -o json.",
  tsv: () => "is what az prints with -o tsv, of which the columns have no names. az prints JSON with -o json.",
  "az-warning": () =>
    "begins with a message that az prints beside its answer (WARNING: …). Redirect the answer alone, without 2>&1 or *>: az … -o json > deployed.json",
  "az-error": () => "holds an error of az and no answer (ERROR: …). See what it says, and run the command again.",
  html: () => "is a page of HTML, as a login or a proxy answers it. Get the JSON again.",
  "terraform-text": () =>
    "is a plan of Terraform as people read it. Print it as JSON: terraform plan -out tfplan, then terraform show -json tfplan | npx acs-events check -",
  "terraform-log": () =>
    "is the log that terraform plan -json prints, which has no filters. Print the plan: terraform show -json tfplan | npx acs-events check -",
  "pulumi-text": () =>
    "is what Pulumi prints for people. It prints JSON too: pulumi preview --json --show-sames | npx acs-events check -",
  program: () =>
    "is a program. Read what it declares instead: pulumi preview --json --show-sames | npx acs-events check -",
} as const satisfies Readonly<Record<string, (name: string) => string>>;

/** The file as a shell takes it, or an example where the text came from elsewhere. */
function fileIn(name: string, example: string): string {
  if (name === "standard input") return example;
  return /^[\w./@-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

/** The language that a text which is not JSON seems to be in: by the file's name, else by what only that language has. */
function languageOf(name: string, text: string): Language | undefined {
  const start = text.slice(0, 20_000);
  if (/^\s*\{"@level":/.test(start)) return "terraform-log";
  // What begins as JSON is JSON with a mistake in it.
  if (/^\s*[[{]/.test(start)) return undefined;
  if (/\.bicepparam$/i.test(name) || /^using\s+'/m.test(start)) return "bicep-parameters";
  if (/\.bicep$/i.test(name) || /^\s*(?:resource|module)\s+\w+\s+'|^param\s+\w+\s|^targetScope\s*=/m.test(start))
    return "bicep";
  if (
    /^\s*(?:resource|data)\s+"[\w-]+"\s+"[\w-]+"\s*\{|^\s*(?:variable|provider|module|output)\s+"[\w-]+"\s*\{|^\s*(?:terraform|locals)\s*\{/m.test(
      start,
    )
  )
    return "terraform";
  if (start.startsWith("PK\u0003\u0004")) return "terraform-plan";
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(start)) return "html";
  if (/^ERROR: /m.test(start)) return "az-error";
  if (/^WARNING: /m.test(start)) return "az-warning";
  if (/^Terraform (?:will perform|used the selected)|^ {2}# \S+ will be /m.test(start)) return "terraform-text";
  if (/^Previewing (?:update|destroy|import) \(|^Updating \(/m.test(start)) return "pulumi-text";
  if (/\.(?:[cm]?[jt]s|py|go|cs|java|ps1|sh)$/i.test(name)) return "program";
  if (/\.ya?ml$/i.test(name) || /^(?:- )?[A-Za-z][\w.-]*:(?: |$)/m.test(start)) return "yaml";
  if (/^(?:[^\t\n]*\t){4,}/.test(start)) return "tsv";
  if (/^-{3,}(?:\s+-{3,})+\s*$/m.test(start)) return "table";
  return undefined;
}
