import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import type { SubscriptionJson } from "../read-subscription.ts";
import { readingFindings } from "../reading-findings.ts";
import { isEventSubscription, pulumiTopics, sourceOf } from "./pulumi-resource.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** What a deployment would change. By itself it stands for what there will be afterwards. */
export const pulumiPreview: SubscriptionForm = {
  name: "pulumi-preview",
  accepts: "what `pulumi preview --json --show-sames` prints",
  recognises: isPreview,
  broken: (json) => {
    const steps = isJsonObject(json) && Array.isArray(json["steps"]) ? json["steps"] : [];
    const at = steps.findIndex(
      (one) => !isJsonObject(one) || typeof one["op"] !== "string" || typeof one["urn"] !== "string",
    );
    return at === -1 ? undefined : `steps[${at}] is not a step with op and urn`;
  },
  sources: (json) => {
    const { head, complete } = previewSides(json);
    return { sources: head, findings: complete ? [] : [samesMissing] };
  },
};

export function isPreview(json: unknown): boolean {
  return isJsonObject(json) && Array.isArray(json["steps"]);
}

export interface PreviewSides {
  readonly base: readonly SubscriptionJson[];
  readonly head: readonly SubscriptionJson[];
  /** Whether the unchanged resources are in it too (`--show-sames`). */
  readonly complete: boolean;
  /** By name, the properties that Pulumi says differ, in the flat paths of a record. It compares hidden values as well. */
  readonly changedPaths: ReadonlyMap<string, readonly string[]>;
  /** Only a Terraform plan says what is deleted before it is created. */
  readonly replaced?: undefined;
}

const samesMissing = finding(readingFindings, "subscriptions-incomplete", {
  message:
    "The preview omits what does not change, so that other subscriptions may exist that are not here. Run `pulumi preview --json --show-sames`.",
  path: "steps",
});

/** Both sides of a preview: what is deployed, from each step's old state, and what would be, from its new one. */
export function previewSides(json: unknown): PreviewSides {
  const preview = isJsonObject(json) ? json : {};
  const steps = (Array.isArray(preview["steps"]) ? preview["steps"] : []).filter(isJsonObject);
  const base = new Map<string, SubscriptionJson>();
  const head = new Map<string, SubscriptionJson>();
  const changedPaths = new Map<string, readonly string[]>();
  const topicsBefore = pulumiTopics(steps.map(({ oldState }) => oldState));
  const topicsAfter = pulumiTopics(steps.filter((step) => !isRemoval(step)).map(({ newState }) => newState));
  for (const step of steps) {
    const urn = String(step["urn"]);
    const { oldState, newState } = step;
    // A replacement is three steps with one URN; the first that has a side speaks for it.
    if (isEventSubscription(oldState) && !base.has(urn)) base.set(urn, sourceOf(oldState, topicsBefore));
    if (isEventSubscription(newState) && !head.has(urn) && !isRemoval(step)) {
      const source = sourceOf(newState, topicsAfter);
      head.set(urn, source);
      changedPaths.set(source.name ?? urn, detailOf(step));
    }
  }
  return { base: [...base.values()], head: [...head.values()], complete: isComplete(preview, steps), changedPaths };
}

function isRemoval(step: JsonObject): boolean {
  return step["op"] === "delete" || step["op"] === "delete-replaced" || step["op"] === "discard-replaced";
}

function detailOf(step: JsonObject): readonly string[] {
  if (isJsonObject(step["detailedDiff"])) return Object.keys(step["detailedDiff"]);
  return Array.isArray(step["diffReasons"]) ? step["diffReasons"].filter((one) => typeof one === "string") : [];
}

/** The summary counts the unchanged resources, listed or not. */
function isComplete(preview: JsonObject, steps: readonly JsonObject[]): boolean {
  const summary = preview["changeSummary"];
  const same = isJsonObject(summary) ? summary["same"] : undefined;
  return typeof same !== "number" || steps.filter(({ op }) => op === "same").length >= same;
}
