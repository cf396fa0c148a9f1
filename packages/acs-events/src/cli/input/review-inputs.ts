import { isJsonObject } from "../../json/json-object.ts";
import { attachmentKeys } from "../../subscription-set/attached-to.ts";
import { brokenBody, readPreviewPair, type SubscriptionSet } from "../../subscription-set/subscription-set.ts";
import { escapeControls } from "../../text/printable.ts";
import { UserError } from "../../text/user-error.ts";
import { readJson, readSubscriptions } from "./subscriptions.ts";

export interface ReviewInputs {
  readonly base: SubscriptionSet;
  readonly head: SubscriptionSet;
  /** False where unchanged subscriptions may be missing on both sides. */
  readonly complete: boolean;
  /** By name, the paths that a preview says differ, hidden values as well; absent where the sides are no preview. */
  readonly changedPaths?: ReadonlyMap<string, readonly string[]>;
  /** Of a Terraform plan: by the name that it has afterwards, what is deleted and created, and which comes first. */
  readonly replaced?: ReadonlyMap<string, "create-first" | "delete-first">;
}

/**
 * Both sides of a review. A `pulumi preview --json` or a Terraform plan given alone is both: what is deployed, and what would be. Throws a
 * `UserError` where a side cannot be read, or names two subscriptions alike: sides are compared by name.
 */
export async function reviewInputs(
  base: string,
  head: string | undefined,
  stack: string,
  parameters: readonly string[] = [],
): Promise<ReviewInputs> {
  if (base === "-" && head === "-") throw new UserError("Standard input can be one side of a review, not both.");
  if (head !== undefined) {
    return {
      base: distinct(await readSubscriptions({ from: base, stack, parameters }), nameOf(base)),
      head: distinct(await readSubscriptions({ from: head, stack, parameters }), nameOf(head)),
      complete: true,
    };
  }
  const { name, json } = await readJson(base, stack);
  refuseFailedPreview(json, name);
  const broken = brokenBody(json);
  if (broken !== undefined) throw new UserError(`${name}: ${broken.message}`);
  const pair = readPreviewPair(json);
  if (pair !== undefined) {
    distinct(pair.base, `${name}, what is deployed,`);
    distinct(pair.head, `${name}, what would be deployed,`);
    return pair;
  }
  return {
    base: distinct(await readSubscriptions({ from: base, stack, json, parameters }), name),
    head: distinct(await readSubscriptions({ from: undefined, stack }), "the working tree"),
    complete: true,
  };
}

function nameOf(from: string): string {
  return from === "-" ? "standard input" : from;
}

/**
 * The set, if no two names of one topic are the same to Azure, which compares them without case. The same name on two
 * topics is two subscriptions.
 */
function distinct(set: SubscriptionSet, where: string): SubscriptionSet {
  const seen = new Map<string, string>();
  const keyOf = attachmentKeys(set.subscriptions.map(({ attachedTo }) => attachedTo));
  for (const { name, attachedTo } of set.subscriptions) {
    const key = JSON.stringify([keyOf(attachedTo) ?? null, name.toLowerCase()]);
    const other = seen.get(key);
    if (other !== undefined) {
      const both = other === name ? `two subscriptions named "${name}"` : `"${other}" and "${name}", one name to Azure`;
      throw new UserError(`${where} has ${escapeControls(both)}; a review compares by name, so give each its own.`);
    }
    seen.set(key, name);
  }
  return set;
}

/** A preview that ended in errors lists the steps up to there: what it lacks is not removed. */
function refuseFailedPreview(json: unknown, name: string): void {
  if (isJsonObject(json) && json["errored"] === true && typeof json["format_version"] === "string")
    throw new UserError(`${name} is a Terraform plan that ended in an error, so it does not show the whole change.`);
  const diagnostics = isJsonObject(json) ? json["diagnostics"] : undefined;
  if (!Array.isArray(diagnostics)) return;
  const failure = diagnostics.filter(isJsonObject).find(({ severity }) => severity === "error");
  if (failure === undefined) return;
  const said = String(failure["message"] ?? "it does not say why")
    .replaceAll(/<\{%.*?%\}>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  throw new UserError(`${name} is a preview that failed, so it does not show the whole change: ${said}`);
}
