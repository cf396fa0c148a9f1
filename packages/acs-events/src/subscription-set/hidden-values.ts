import { isJsonObject } from "../json/json-object.ts";
import { type HiddenValue, isExpression } from "./subscription-record.ts";

const mark: unique symbol = Symbol("hidden value");

/** Stands in JSON for a value that the reader of a form could not see. No JSON that is parsed can hold one. */
export interface HiddenMark {
  readonly [mark]: true;
  readonly why: HiddenValue["why"];
  /** How the input writes the value, where it does. */
  readonly text?: string;
}

/** A mark that says why a value is hidden, and how the input writes it. */
export function hiddenMark(why: HiddenValue["why"], text?: string): HiddenMark {
  return Object.freeze({ [mark]: true as const, why, ...(text === undefined ? {} : { text }) });
}

/** Whether a value is a mark. */
export function isHiddenMark(value: unknown): value is HiddenMark {
  return typeof value === "object" && value !== null && mark in value;
}

/** Deeper than any subscription; what is nested further is left as it is. */
const deepest = 24;

/** How Pulumi marks special values in its JSON (sdk/go/common/resource): the key, and what it says. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** What stands for a value that is not known before it is deployed: one for each type of value. */
const unknownValues = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What a value stands for, when it does not show itself. */
type Hide = (value: unknown) => Omit<HiddenValue, "path"> | { readonly shown: unknown } | undefined;

/** Pulumi's secrets, unknown values and outputs. The plain text of a secret is not looked at, even where it is there. */
const pulumi: Hide = (value) => {
  if (typeof value === "string") {
    if (unknownValues.has(value)) return { why: "unknown" };
    return value === "[secret]" ? { why: "secret" } : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  if (value[signature] === secretSignature) return { why: "secret" };
  if (value[signature] !== outputSignature) return undefined;
  if (value["secret"] === true) return { why: "secret" };
  return "value" in value ? { shown: value["value"] } : { why: "unknown" };
};

/** Marks that the reader of a form has set itself. */
const marks: Hide = (value) => {
  if (!isHiddenMark(value)) return undefined;
  const { why, text } = value;
  return text === undefined ? { why } : { why, text };
};

export interface Unhidden {
  /** The same JSON without what marks hidden values: null in a filter or for a whole object, else `[secret]`, `[unknown]` or the expression. */
  readonly json: unknown;
  readonly hidden: readonly HiddenValue[];
}

/** Takes Pulumi's marks out of the properties of one subscription. Secrets stay hidden. */
export function withoutPulumiMarks(json: unknown): Unhidden {
  return walk(json, pulumi);
}

/** Takes a form's own marks out of the properties of one subscription. */
export function withoutMarks(json: unknown): Unhidden {
  return walk(json, marks);
}

/** What a word cannot stand for: whole objects and lists, and anything in a filter, where it would be taken for a value. */
const notAWord =
  /^(?:filter\b.*|destination|deadLetterDestination|retryPolicy|labels|\w+Identity|\w+Identity\.identity)$/;

function walk(root: unknown, hide: Hide): Unhidden {
  const hidden: HiddenValue[] = [];
  const visit = (value: unknown, path: string, depth: number): unknown => {
    const found = hide(value);
    if (found !== undefined && "why" in found) {
      const place = flatPath(path);
      hidden.push({ path: place, ...found });
      if (notAWord.test(place)) return null;
      return found.text !== undefined && isExpression(found.text) ? found.text : `[${found.why}]`;
    }
    const seen = found === undefined ? value : found.shown;
    if (depth > deepest) return seen;
    if (Array.isArray(seen)) return seen.map((element, index) => visit(element, `${path}[${index}]`, depth + 1));
    if (!isJsonObject(seen)) return seen;
    return Object.fromEntries(
      Object.entries(seen).map(([name, inner]) => [
        name,
        visit(inner, path === "" ? name : `${path}.${name}`, depth + 1),
      ]),
    );
  };
  return { json: visit(root, "", 0), hidden };
}

/** The path in the flat shape of a record: without `properties`, destinations beside their identity and not in it. */
function flatPath(path: string): string {
  return path
    .replace(/(^|\.)properties(?=\.)\./g, "$1")
    .replace(
      /^(?:deliveryWithResourceIdentity|deadLetterWithResourceIdentity)\.(destination|deadLetterDestination)/,
      "$1",
    );
}
