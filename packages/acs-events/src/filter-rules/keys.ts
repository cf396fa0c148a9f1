import type { DeliverySchema } from "../catalog/event.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { envelopeKeys, parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { lookUp } from "./payload-lookup.ts";
import { didYouMeanInWords } from "./wording.ts";

const findings = {
  "key-malformed": {
    level: "error",
    says: "A key has signs in it that have no meaning: `$`, brackets, slashes, or two dots in a row. Keys are names with dots between them.",
    todo: "Write it like `data.from.phoneNumber.value`.",
  },
  "key-not-listed": {
    level: "error",
    says: "A key is none that Azure documents for the delivery schema. The portal refuses it; deployed by other means it never has a value.",
    todo: "Use `id`, `topic`, `subject`, `eventType`, `dataVersion` or `data.…`; with CloudEvents `id`, `source`, `type`, `specversion` or `data.…`.",
  },
  "key-of-other-schema": {
    level: "error",
    says: "A key belongs to the other delivery schema, so that it never has a value. Which keys apply follows the schema in which the subscription delivers.",
    todo: "Write the name that the finding gives.",
  },
  "key-extension-attribute": {
    level: "warning",
    says: "With CloudEvents the key would name an extension attribute; events of Communication Services have none.",
    todo: "Use a key of the payload: `data.…`.",
  },
  "key-subject-in-cloud-events": {
    level: "info",
    says: "The key `subject` works with CloudEvents, as the attribute that it is, but Azure's list of keys omits it.",
    todo: "Prefer subjectBeginsWith and subjectEndsWith where they do.",
  },
} as const;

/** Properties of the envelope, of either schema, that are in no list of keys. */
const notKeys: readonly string[] = [
  ...["eventtime", "metadataversion", "dataversion", "data"],
  ...["time", "datacontenttype", "dataschema", "data_base64"],
];

/** The names that stand in both schemas for the same thing. */
const twins: Readonly<Record<DeliverySchema, Readonly<Record<string, string>>>> = {
  EventGridSchema: { type: "eventType", source: "topic" },
  CloudEventSchemaV1_0: { eventtype: "type", topic: "source" },
};

/** Keys of the envelope (Azure docs, event-filtering; azure-docs#86764 and #116396). */
export const keysRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) =>
    advancedFilters.flatMap(({ key }, index): Finding[] => {
      const problem = checkKey(key, context);
      if (problem === undefined) return [];
      const { id, message, fix } = problem;
      const path = `${context.path}.advancedFilters[${index}].key`;
      return [finding(findings, id, { message, path, value: key, ...(fix === undefined ? {} : { fix }) })];
    }),
};

interface KeyProblem {
  readonly id: keyof typeof findings;
  readonly message: string;
  readonly fix?: string | undefined;
}

function checkKey(key: string, context: CheckContext): KeyProblem | undefined {
  if (key.startsWith("$") || /[[\]/\\]|\.\.|^\.|\.$|^\s|\s$/.test(key)) return malformed(key);
  const parsed = parseKey(key);
  if (parsed.kind === "data") return undefined;
  const schema = context.deliverySchema;
  const known: readonly string[] = envelopeKeys[schema];
  if (known.some((name) => name.toLowerCase() === parsed.name)) return undefined;
  const twin = twins[schema][parsed.name];
  if (twin !== undefined) {
    const message = `The subscription delivers in ${schema}, where ${shown(key)} is not a key and never has a value; there it is called ${shown(twin)}.`;
    return { id: "key-of-other-schema", message, fix: twin };
  }
  const inPayload = fieldWithoutData(key, context);
  if (schema === "CloudEventSchemaV1_0" && inPayload === undefined) return forCloudEvents(key, parsed.name);
  const fix = inPayload ?? (notKeys.includes(parsed.name) ? undefined : didYouMean(key, known));
  const message = `${shown(key)} is not a key that Azure knows in ${schema}, and never has a value; there are ${known.join(", ")} and data.….${didYouMeanInWords(fix)}`;
  return { id: "key-not-listed", message, fix };
}

function forCloudEvents(key: string, name: string): KeyProblem {
  if (name === "subject") {
    const message =
      "With CloudEvents, subject is in none of Azure's lists of keys; it works as the attribute that it is. subjectBeginsWith and subjectEndsWith are documented.";
    return { id: "key-subject-in-cloud-events", message };
  }
  const known: readonly string[] = envelopeKeys.CloudEventSchemaV1_0;
  if (notKeys.includes(name)) {
    const message = `${shown(key)} is not a key that Azure knows in CloudEventSchemaV1_0, and never has a value; there are ${known.join(", ")} and data.….`;
    return { id: "key-not-listed", message };
  }
  const fix = didYouMean(key, known);
  const message = `${shown(key)} would be an extension attribute, and events of Communication Services have none.${didYouMeanInWords(fix)}`;
  return { id: "key-extension-attribute", message, fix };
}

function malformed(key: string): KeyProblem {
  const plain = key
    .trim()
    .replace(/^\$\.?/, "")
    .replaceAll(/\[['"]?([^[\]'"]*)['"]?\]/g, ".$1")
    .replaceAll(/[/\\]/g, ".")
    .replaceAll(/\.{2,}/g, ".")
    .replaceAll(/^\.|\.$/g, "");
  const fix = plain !== key && /^[\w.]+$/.test(plain) ? plain : undefined;
  const message = `${shown(key)} has signs in it that have no meaning in a key; a key is made of names with dots between them.${didYouMeanInWords(fix)}`;
  return { id: "key-malformed", message, fix };
}

/** `data.` in front, when that makes it a field of the chosen types. */
function fieldWithoutData(key: string, { types }: CheckContext): string | undefined {
  const names = key.split(".");
  const found = types.some((type) => lookUp(type, names).kind === "field");
  return found ? `data.${key}` : undefined;
}
