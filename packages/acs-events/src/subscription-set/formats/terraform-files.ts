import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { hiddenMark } from "../hidden-values.ts";
import { readingFindings } from "../reading-findings.ts";
import type { SubscriptionForm } from "./subscription-form.ts";
import { resourceAddress } from "./terraform-configuration.ts";
import { isOfInterest, subscriptionsOf } from "./terraform-resource.ts";
import { isBlock, type TerraformResource } from "./terraform-values.ts";

/**
 * Terraform files as JSON: `.tf.json`, or `.tf` as `@cdktn/hcl2json` writes it. Literals are read; what is an expression
 * is unknown.
 */
export const terraformFiles: SubscriptionForm = {
  name: "terraform-files",
  accepts: "Terraform files, .tf and .tf.json, or a folder of them; what is an expression in them is unknown",
  recognises: (json) =>
    isJsonObject(json) &&
    blockNames.some((name) => name !== "//" && isBlockList(json[name])) &&
    Object.keys(json).every((name) => blockNames.includes(name)),
  sources: (json) => {
    const files = isJsonObject(json) ? json : {};
    const found = [...blocksOf(files["data"], "data."), ...blocksOf(files["resource"], "")];
    const blocks = found.filter(({ isNone }) => !isNone);
    // Read for their addresses alone: not each of these resources is a subscription.
    const none = subscriptionsOf(found.filter(({ isNone }) => isNone).map(({ resource }) => resource));
    const read = subscriptionsOf(blocks.map(({ resource }) => resource));
    const repeated = new Set(blocks.filter((one) => one.isRepeated).map(({ resource }) => resource.address));
    const loops = read.filter(({ address }) => repeated.has(address)).map(({ address }) => loopFinding(address));
    const modules = isJsonObject(files["module"]) ? Object.keys(files["module"]) : [];
    return {
      sources: read.map(({ source }) => source),
      findings: [
        ...none.map(({ address }) => noneFinding(address)),
        ...loops,
        ...(modules.length === 0 ? [] : [modulesFinding(modules)]),
      ],
    };
  },
};

/** The blocks that a file of the language may have at its top (Terraform docs, syntax of files and of JSON files). */
const blockNames: readonly string[] = [
  ...["resource", "data", "module", "variable", "locals", "output", "provider", "terraform"],
  ...["moved", "removed", "import", "check", "ephemeral", "//"],
];

/** What is under the name of a block: an object by types and names, or a list where blocks have no names. */
function isBlockList(blocks: unknown): boolean {
  return isJsonObject(blocks) || (Array.isArray(blocks) && blocks.length > 0 && blocks.every(isJsonObject));
}

interface FoundBlock {
  readonly resource: TerraformResource;
  /** Whether `count` or `for_each` makes several of it. */
  readonly isRepeated: boolean;
  /** Whether it says that there is none of it: `count = 0`, or nothing in `for_each`. */
  readonly isNone: boolean;
}

function blocksOf(blocks: unknown, prefix: string): FoundBlock[] {
  if (!isJsonObject(blocks)) return [];
  return Object.entries(blocks).flatMap(([type, named]) => {
    if (!isOfInterest(type) || !isJsonObject(named)) return [];
    return Object.entries(named).flatMap(([name, bodies]) =>
      (Array.isArray(bodies) ? bodies : [bodies]).filter(isJsonObject).map((body) => {
        const values = marked(body, 0);
        return {
          resource: {
            address: `${prefix}${type}.${name}`,
            type,
            values: isBlock(values) ? values : {},
            references: referencesIn(body),
          },
          isRepeated: body["count"] !== undefined || body["for_each"] !== undefined,
          isNone: body["count"] === 0 || isNothing(body["for_each"]),
        };
      }),
    );
  });
}

function isNothing(each: unknown): boolean {
  return (isJsonObject(each) || Array.isArray(each)) && Object.keys(each).length === 0;
}

/** Deeper than any resource of a provider. */
const deepest = 32;

/** The same with marks in place of expressions. */
function marked(value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    if (/(?<![$])\$\{|(?<!%)%\{/.test(value)) return hiddenMark("expression", bare(value));
    return value.replaceAll("$${", "${").replaceAll("%%{", "%{");
  }
  // A number of more digits was rounded when the file was read.
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    return hiddenMark("unknown");
  if (depth > deepest) return value;
  if (Array.isArray(value)) return value.map((one) => marked(one, depth + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, marked(one, depth + 1)]));
}

/** `var.name` of `${var.name}`; other templates as they are. */
function bare(template: string): string {
  const [, expression] = /^\$\{([^{}]*)\}$/.exec(template) ?? [];
  return expression ?? template;
}

function referencesIn(body: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const address = typeof value === "string" && value.startsWith("${") ? resourceAddress(bare(value)) : undefined;
      return address === undefined ? [] : [[name, address]];
    }),
  );
}

function loopFinding(address: string): Finding {
  const message = `${address} has count or for_each, which makes several subscriptions of it; here it is read as one. \`terraform show -json\` of a plan has each.`;
  return finding(readingFindings, "template-copy-loop", { message, path: address, value: address });
}

function modulesFinding(modules: readonly string[]): Finding {
  const names = modules.slice(0, 5).map(shown).join(", ");
  const message = `These files call ${modules.length === 1 ? "the module" : "modules:"} ${names}, and what is inside is not in them. \`terraform show -json\` of a plan has it.`;
  return finding(readingFindings, "subscriptions-incomplete", { message, path: "module" });
}

function noneFinding(address: string): Finding {
  const message = `${address} has a count of 0, or nothing in for_each: Terraform makes none of it. It is omitted.`;
  return finding(readingFindings, "template-condition-false", { message, path: address, value: address });
}
