import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { hiddenMark, isHiddenMark, withoutMarks } from "../hidden-values.ts";
import type { SubscriptionJson } from "../read-subscription.ts";
import { readingFindings } from "../reading-findings.ts";
import type { SubscriptionForm } from "./subscription-form.ts";
import { type ConfiguredResource, configuredResources, withoutIndexes } from "./terraform-configuration.ts";
import { isOfInterest, subscriptionsOf, type TerraformSubscription } from "./terraform-resource.ts";
import { isBlock, type JsonObject, type TerraformResource } from "./terraform-values.ts";

/** A state or a plan of Terraform or OpenTofu. A plan by itself stands for what there will be afterwards. */
export const terraformShow: SubscriptionForm = {
  name: "terraform-show",
  accepts: "what `terraform show -json` prints of a plan or of the state",
  recognises: (json) =>
    isTerraformPlan(json) ||
    (isJsonObject(json) &&
      typeof json["format_version"] === "string" &&
      ("values" in json || Object.keys(json).every((name) => stateNames.includes(name)))),
  sources: (json) => {
    const show = isJsonObject(json) ? json : {};
    const unknownVersion = formatFindings(show);
    if (isTerraformPlan(show)) {
      const errored = show["errored"] === true ? [planErrored] : [];
      return {
        sources: sourcesOf(sideOfPlan(show, changesIn(show), "after")),
        findings: [...unknownVersion, ...errored],
      };
    }
    const resources = resourcesIn(show["values"]);
    const empty = isJsonObject(show["values"]) ? [] : [stateEmpty];
    return { sources: sourcesOf(subscriptionsOf(resources)), findings: [...unknownVersion, ...empty] };
  },
};

/** What the answer for a workspace without a state has. */
const stateNames: readonly string[] = ["format_version", "terraform_version", "checks"];

/** Whether this is a plan as `terraform show -json` prints it. */
export function isTerraformPlan(json: unknown): json is JsonObject {
  return (
    isJsonObject(json) &&
    ["format_version", "terraform_version"].some((name) => typeof json[name] === "string") &&
    (Array.isArray(json["resource_changes"]) || isJsonObject(json["planned_values"]))
  );
}

export interface TerraformSides {
  readonly base: readonly SubscriptionJson[];
  readonly head: readonly SubscriptionJson[];
  /** False where the plan itself says that it is not the whole of it: deferred changes, chosen targets. */
  readonly complete: boolean;
  /** By name, the paths of hidden values that the plan changes. */
  readonly changedPaths: ReadonlyMap<string, readonly string[]>;
  /** By the name that it has afterwards, what is deleted and created, and which comes first. */
  readonly replaced: ReadonlyMap<string, "create-first" | "delete-first">;
}

/**
 * Both sides of a plan: what the state has, and what there will be (Terraform docs, JSON output format). What a plan of
 * chosen targets omits is in its prior state, and is on both sides.
 */
export function terraformSides(plan: JsonObject): TerraformSides {
  const changes = changesIn(plan);
  const head = sideOfPlan(plan, changes, "after");
  return {
    base: sourcesOf(sideOfPlan(plan, changes, "before")),
    head: sourcesOf(head),
    complete: plan["complete"] !== false,
    changedPaths: hiddenChanges(changes, head),
    replaced: replacements(changes),
  };
}

function replacements(changes: readonly Change[]): TerraformSides["replaced"] {
  return new Map(
    changes.flatMap(({ change: { actions, after } }) => {
      if (!Array.isArray(actions) || actions.length !== 2 || !isJsonObject(after)) return [];
      const { name } = after;
      return typeof name === "string"
        ? [[name, actions[0] === "delete" ? "delete-first" : "create-first"] as const]
        : [];
    }),
  );
}

/** The subscriptions of one side: what the plan changes, or leaves as it is, and what is not among its targets. */
function sideOfPlan(
  plan: JsonObject,
  changes: readonly Change[],
  side: "before" | "after",
): readonly TerraformSubscription[] {
  const configured = configuredResources(plan["configuration"]);
  const changed = new Set(changes.map(({ address }) => address));
  const prior = isJsonObject(plan["prior_state"]) ? plan["prior_state"]["values"] : undefined;
  const untouched = resourcesIn(prior, (address) => !changed.has(address));
  const planned =
    side === "before" || Array.isArray(plan["resource_changes"]) ? [] : resourcesIn(plan["planned_values"]);
  return subscriptionsOf([...changes.flatMap((one) => sideOf(one, side, configured)), ...untouched, ...planned]);
}

function changesIn(plan: JsonObject): readonly Change[] {
  return (Array.isArray(plan["resource_changes"]) ? plan["resource_changes"] : []).filter(isChange);
}

function sourcesOf(subscriptions: readonly TerraformSubscription[]): readonly SubscriptionJson[] {
  return subscriptions.map(({ source }) => source);
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: JsonObject;
}

/** A change of a resource that is read here; what is deposed is the old one of a replacement that has not been finished. */
function isChange(value: unknown): value is JsonObject & Change {
  if (!isJsonObject(value) || !isJsonObject(value["change"]) || value["deposed"] !== undefined) return false;
  const { address, type } = value;
  return typeof address === "string" && typeof type === "string" && isOfInterest(type);
}

function sideOf(
  { address, type, change }: Change,
  side: "before" | "after",
  configured: ReadonlyMap<string, ConfiguredResource>,
): TerraformResource[] {
  // What is forgotten is taken out of the state and stays deployed.
  const forgotten = side === "after" && Array.isArray(change["actions"]) && change["actions"].includes("forget");
  const from = forgotten ? "before" : side;
  const values = change[from];
  if (!isJsonObject(values)) return [];
  const own = configured.get(withoutIndexes(address));
  const seen = marked(values, from === "after" ? change["after_unknown"] : {}, change[`${from}_sensitive`]);
  return [
    {
      address,
      type,
      values: from === "after" && own !== undefined ? withoutComputed(seen, own) : seen,
      references: own?.references ?? {},
    },
  ];
}

/**
 * Without what the configuration does not set and the provider will compute: the ids of destinations that are not used,
 * and event types that nobody listed.
 */
function withoutComputed(values: JsonObject, { attributes }: ConfiguredResource): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !isHiddenMark(value) || name === "id" || attributes.has(name)),
  );
}

/** Deeper than any resource of a provider. */
const deepest = 32;

/** The values, with marks where something is known only after the plan is applied, or is sensitive. */
function marked(values: unknown, unknown: unknown, sensitive: unknown): JsonObject {
  const visit = (value: unknown, later: unknown, secret: unknown, depth: number): unknown => {
    if (secret === true) return value === null || value === undefined ? value : hiddenMark("secret");
    if (later === true) return hiddenMark("unknown");
    if (depth > deepest) return value;
    if (Array.isArray(value) || (value === undefined && Array.isArray(later))) {
      const list: readonly unknown[] = Array.isArray(value) ? value : [];
      const laters: readonly unknown[] = Array.isArray(later) ? later : [];
      const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [];
      return Array.from({ length: Math.max(list.length, laters.length) }, (_, index) =>
        visit(list[index], laters[index], secrets[index], depth + 1),
      );
    }
    if (!isJsonObject(value) && !isJsonObject(later)) return value;
    const shown = isJsonObject(value) ? value : {};
    const laters = isJsonObject(later) ? later : {};
    const secrets = isJsonObject(secret) ? secret : {};
    const names = new Set([...Object.keys(shown), ...Object.keys(laters).filter((name) => laters[name] !== false)]);
    return Object.fromEntries(
      [...names].map((name) => [name, visit(shown[name], laters[name], secrets[name], depth + 1)]),
    );
  };
  if (sensitive === true || unknown === true) {
    const mark = hiddenMark(sensitive === true ? "secret" : "unknown");
    const given = isJsonObject(values) ? Object.entries(values).filter(([, value]) => value !== null) : [];
    return Object.fromEntries(given.map(([name]) => [name, mark]));
  }
  const seen = hasMark(unknown) || hasMark(sensitive) ? visit(values, unknown, sensitive, 0) : values;
  return isBlock(seen) ? seen : {};
}

/** Whether anything is marked in what says which values are unknown, or sensitive. Most resources have nothing. */
function hasMark(marks: unknown, depth = 0): boolean {
  if (marks === true) return true;
  if (typeof marks !== "object" || marks === null || depth > deepest) return false;
  return Object.values(marks).some((one) => hasMark(one, depth + 1));
}

/** The resources of interest in a module and in all modules below it. */
function resourcesIn(values: unknown, wanted: (address: string) => boolean = () => true): TerraformResource[] {
  const found: TerraformResource[] = [];
  const waiting: unknown[] = isJsonObject(values) ? [values["root_module"]] : [];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (!isJsonObject(module)) continue;
    const { resources, child_modules: children } = module;
    for (const resource of Array.isArray(resources) ? resources : []) {
      if (!isJsonObject(resource)) continue;
      const { address, type, values: own, sensitive_values: sensitive } = resource;
      if (typeof address !== "string" || typeof type !== "string" || !isOfInterest(type)) continue;
      if (wanted(address)) found.push({ address, type, values: marked(own, {}, sensitive), references: {} });
    }
    if (Array.isArray(children)) waiting.push(...children.toReversed());
  }
  return found;
}

/** Values that a review does not see, and that differ all the same: the plan has both in clear. */
function hiddenChanges(
  changes: readonly Change[],
  head: readonly TerraformSubscription[],
): ReadonlyMap<string, readonly string[]> {
  const byAddress = new Map(changes.map((one) => [one.address, one]));
  return new Map(
    head.flatMap(({ address, source }) => {
      const change = byAddress.get(address)?.change;
      const hidden = source.hidden ?? [];
      if (change === undefined || hidden.length === 0 || !isJsonObject(change["before"])) return [];
      const plain = (side: "before" | "after"): unknown => {
        const values = marked(change[side], side === "after" ? change["after_unknown"] : {}, {});
        const [one] = subscriptionsOf([{ address, type: byAddress.get(address)?.type ?? "", values, references: {} }]);
        return withoutMarks(one?.json).json;
      };
      const [before, after] = [plain("before"), plain("after")];
      const paths = hidden
        .filter(({ path, why }) => why === "unknown" || !isSame(valueAt(before, path), valueAt(after, path)))
        .map(({ path }) => path);
      return paths.length === 0 ? [] : [[source.name ?? address, paths] as const];
    }),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The value at a path of a record, which omits the wrapper of an identity. */
function valueAt(json: unknown, path: string): unknown {
  const steps = path.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== "");
  const wrapped = isJsonObject(json)
    ? {
        ...unwrapped(json["deliveryWithResourceIdentity"]),
        ...unwrapped(json["deadLetterWithResourceIdentity"]),
        ...json,
      }
    : {};
  return steps.reduce<unknown>(
    (inner, step) => (Array.isArray(inner) ? inner[Number(step)] : isJsonObject(inner) ? inner[step] : undefined),
    wrapped,
  );
}

function unwrapped(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

const stateEmpty = finding(readingFindings, "terraform-state-empty", {
  message:
    "This Terraform state has no values: nothing has been applied in this folder and workspace. Run `terraform show -json` where it was.",
  path: "values",
});

const planErrored = finding(readingFindings, "subscriptions-incomplete", {
  message:
    "Terraform ended this plan with an error, so that resources may be missing in it. Mend the error and plan again.",
  path: "errored",
});

/** "Reject any input which reports an unsupported major version" (Terraform docs, JSON output format). */
function formatFindings({ format_version: version }: JsonObject): Finding[] {
  if (typeof version === "string" && /^[01]\./.test(version)) return [];
  const which = typeof version === "string" ? `format ${version}` : "a format without a version";
  const message = `This is ${which} of \`terraform show -json\`; formats 0 and 1 are known, and what is read here may be wrong or missing.`;
  return [finding(readingFindings, "subscriptions-incomplete", { message, path: "format_version", value: version })];
}
