import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { readingFindings } from "../reading-findings.ts";
import { type CopyPosition, mostCopies, type TemplateScope, templateScope } from "./template-scope.ts";
import { isTemplateObject, isUnknown, type TemplateValue } from "./template-value.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** One resource of a template, or one copy of it, with its expressions computed as far as they can be. */
export interface TemplateResource {
  /** The whole type, that of a child with its parent's. */
  readonly type: string;
  readonly json: JsonObject;
  /** Where it is in the template: `resources[2]`, `resources.topic.resources[0]`. */
  readonly place: string;
  /** The resource that it stands inside of, for a child. */
  readonly parent: TemplateResource | undefined;
  /** What the template is deployed to, in the words of a resource type. */
  readonly deployedTo: string;
}

export interface TemplateContent {
  readonly resources: readonly TemplateResource[];
  readonly findings: readonly Finding[];
}

interface Waiting {
  readonly resource: unknown;
  readonly place: string;
  readonly parent: TemplateResource | undefined;
  readonly scope: TemplateScope;
  readonly deployedTo: string;
  /** What loops around it make an unknown number of times. */
  readonly loops: readonly Finding[];
  /** Of a nested deployment, a condition that is not known: what is in it may not be deployed. */
  readonly condition?: TemplateValue;
}

/** Every resource of a template in its order, children and nested deployments included, each copy of a loop once. */
export function templateResources(template: JsonObject, parameters: ReadonlyMap<string, unknown>): TemplateContent {
  const found: TemplateResource[] = [];
  const findings: Finding[] = [];
  const waiting: Waiting[] = [];
  const add = (container: unknown, around: Omit<Waiting, "resource">): void => {
    for (const [key, resource] of entriesOf(container).toReversed()) {
      waiting.push({ ...around, resource, place: `${around.place}${key}` });
    }
  };
  const scope = templateScope({ template, parameters });
  add(template, { place: "resources", parent: undefined, scope, deployedTo: deployedTo(template), loops: [] });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { resource, place, parent, scope, deployedTo: around, condition } = next;
    if (!isJsonObject(resource)) continue;
    const type = typeOf(resource, parent);
    const { copies, problem } = copiesOf(resource, scope, place);
    const loops = problem === undefined ? next.loops : [...next.loops, problem];
    if (isOfInterest(type)) findings.push(...loops.filter((loop) => !findings.includes(loop)));
    for (const { copy, suffix } of copies) {
      const { resources: children, copy: _, properties, ...own } = resource;
      const isDeployment = type.toLowerCase() === "microsoft.resources/deployments";
      const evaluated = scope.evaluate(isDeployment ? own : { ...own, properties }, copy);
      if (!isTemplateObject(evaluated)) continue;
      const computed = underCondition(evaluated, condition);
      if (computed["condition"] === false) {
        if (isOfInterest(type) || (isDeployment && speaksOfSubscriptions(properties)))
          findings.push(notDeployed(place));
        continue;
      }
      const one = { type, json: computed, place: `${place}${suffix}`, parent, deployedTo: around };
      found.push(one);
      if (isDeployment) {
        const inner = nestedTemplate(properties, scope, copy);
        if (inner === undefined) findings.push(linked(place));
        else
          add(inner.template, {
            place: `${one.place}.properties.template.resources`,
            parent: undefined,
            scope: inner.scope,
            deployedTo: deployedTo(inner.template, computed, around),
            loops,
            condition: computed["condition"],
          });
      }
      if (children !== undefined)
        add(
          { resources: children },
          { place: `${one.place}.resources`, parent: one, scope, deployedTo: around, loops, condition },
        );
    }
  }
  return { resources: found, findings };
}

/** With the condition of the deployment around it, where that is not known and its own does not say more. */
function underCondition(json: JsonObject, around: TemplateValue): JsonObject {
  return isUnknown(around) && !isUnknown(json["condition"]) && json["condition"] !== false
    ? { ...json, condition: around }
    : json;
}

/** What is read of a template; what is said of other resources would be about things that nobody asked. */
function isOfInterest(type: string): boolean {
  return /eventsubscriptions$/i.test(type);
}

function speaksOfSubscriptions(properties: unknown): boolean {
  return JSON.stringify(properties ?? null)
    .toLowerCase()
    .includes("/eventsubscriptions");
}

/** `[2]` for an array, `.topic` for resources by symbolic name since language version 2.0. */
function entriesOf(container: unknown): (readonly [string, unknown])[] {
  const resources = isJsonObject(container) ? container["resources"] : undefined;
  if (Array.isArray(resources)) return resources.map((one: unknown, index) => [`[${index}]`, one] as const);
  return isJsonObject(resources) ? Object.entries(resources).map(([name, one]) => [`.${name}`, one] as const) : [];
}

function typeOf({ type }: JsonObject, parent: TemplateResource | undefined): string {
  const own = typeof type === "string" ? type : "";
  return parent === undefined || own.includes(".") ? own : `${parent.type}/${own}`;
}

interface Copies {
  readonly copies: readonly { readonly copy: CopyPosition; readonly suffix: string }[];
  readonly problem?: Finding;
}

const single = [{ copy: new Map(), suffix: "" }] as const;

function copiesOf({ copy }: JsonObject, scope: TemplateScope, place: string): Copies {
  if (copy === undefined) return { copies: single };
  const loop = isJsonObject(copy) ? copy : {};
  const count = scope.evaluate(loop["count"]);
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > mostCopies) {
    const message = `${place} makes several subscriptions with a copy loop of which the count is not known; here it is read as one.`;
    return {
      copies: single,
      problem: finding(readingFindings, "template-copy-loop", { message, path: "copy", value: place }),
    };
  }
  const name = String(loop["name"]).toLowerCase();
  return {
    copies: Array.from({ length: count }, (_, index) => ({ copy: new Map([[name, index]]), suffix: `[${index}]` })),
  };
}

/**
 * The template of a nested deployment with the scope that its expressions are computed in: its own with the parameters
 * that it is given, or that of the template around it (Azure docs, linked templates: outer is the default).
 */
function nestedTemplate(
  properties: unknown,
  outer: TemplateScope,
  copy: CopyPosition,
): { readonly template: JsonObject; readonly scope: TemplateScope } | undefined {
  const { template, parameters, expressionEvaluationOptions: options } = isJsonObject(properties) ? properties : {};
  if (!isJsonObject(template)) return undefined;
  if (!isJsonObject(options) || String(options["scope"]).toLowerCase() !== "inner") {
    return { template, scope: { evaluate: (json, own) => outer.evaluate(json, own ?? copy) } };
  }
  const given = Object.entries(isJsonObject(parameters) ? parameters : {}).flatMap(
    ([name, one]): (readonly [string, TemplateValue])[] =>
      isJsonObject(one) && "value" in one ? [[name, outer.evaluate(one["value"], copy)]] : [],
  );
  return { template, scope: templateScope({ template, parameters: new Map(given) }) };
}

/** By the schema of the template; a nested deployment may name another resource group or subscription. */
function deployedTo(template: JsonObject, deployment: JsonObject = {}, around?: string): string {
  if (deployment["resourceGroup"] !== undefined) return "Microsoft.Resources/resourceGroups";
  if (deployment["subscriptionId"] !== undefined) return "Microsoft.Resources/subscriptions";
  const schema = String(template["$schema"] ?? "").toLowerCase();
  if (schema.includes("/subscriptiondeploymenttemplate")) return "Microsoft.Resources/subscriptions";
  if (schema.includes("/managementgroupdeploymenttemplate")) return "Microsoft.Management/managementGroups";
  if (schema.includes("/tenantdeploymenttemplate")) return "Microsoft.Resources/tenants";
  return around ?? "Microsoft.Resources/resourceGroups";
}

function notDeployed(place: string): Finding {
  const message = `The condition of ${place} is false with the parameters as they are, so that it is not deployed; it is omitted here.`;
  return finding(readingFindings, "template-condition-false", { message, path: "condition", value: place });
}

function linked(place: string): Finding {
  const message = `${shown(place)} deploys a template that is elsewhere, and what is in that is not here. Compile the modules into one template, as \`az bicep build\` does.`;
  return finding(readingFindings, "subscriptions-incomplete", { message, path: place });
}
