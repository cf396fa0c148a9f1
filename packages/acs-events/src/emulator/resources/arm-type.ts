import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf, parentIdOf, resourceGroupIdOf } from "./azure-id.ts";
import { type NameRule, nameRefusals } from "./name-rules.ts";
import { list, shown, text, without } from "./property.ts";
import { citedRefusal, codedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { AutoName, ResourceType, Target } from "./resource-type.ts";
import { stableGuid } from "./stable-guid.ts";

/** One step of an id: the segment `systemTopics` and the input that holds the name behind it, or a fixed name. */
export type IdStep = readonly [segment: string, nameInput: string] | readonly [segment: string, "=", fixedName: string];

/** A resource in a resource group, as most are. */
export interface ArmTypeSpecification {
  readonly token: string;
  /** `Microsoft.EventGrid` */
  readonly namespace: string;
  readonly steps: readonly IdStep[];
  readonly apiVersion: string;
  /** What it is called in messages: "system topic". */
  readonly thing: string;
  readonly nameRule?: NameRule;
  readonly autoName?: AutoName["strategy"];
  /** Default false: most children have the location of their parent. */
  readonly located?: boolean;
  readonly required?: readonly string[];
  readonly replaceOn?: readonly string[];
  readonly readOnly?: readonly string[];
  readonly completed?: ResourceType["completed"];
  /** What is refused beside names and missing parents. */
  refusals?(inputs: ResourceProperties, world: World, target: Target): readonly Refusal[];
  /** Outputs beside the inputs, `name`, `type` and `identity`. */
  outputs?(inputs: ResourceProperties, world: World, target: Target): ResourceProperties;
  readonly beforeKept?: ResourceType["beforeKept"];
  readonly refusalsOfDeletion?: ResourceType["refusalsOfDeletion"];
}

/** Inputs that are the provider's own and never reach Azure. */
const providerInputs = ["azureApiVersion", "__createBeforeDelete"];

/** Makes the record of a type that is in a resource group. */
export function armType(specification: ArmTypeSpecification): ResourceType {
  const { namespace, steps, apiVersion, thing, nameRule } = specification;
  const nameInputs = steps.flatMap((step) => (step[1] === "=" ? [] : [step[1]]));
  const nameInput = nameInputs.at(-1) ?? "";
  const pathParameters = ["resourceGroupName", ...nameInputs];
  const azureType = [namespace, ...steps.map(([segment]) => segment)].join("/");
  const located = specification.located ?? false;
  const hasIdentity = specification.readOnly?.includes("identity.principalId") ?? false;

  return Object.freeze({
    token: specification.token,
    thing,
    azureType,
    apiVersion,
    pathParameters,
    replaceOn: [...pathParameters, ...(located ? ["location"] : []), ...(specification.replaceOn ?? [])],
    required: ["resourceGroupName", ...nameInputs, ...(specification.required ?? [])],
    autoName: { property: nameInput, strategy: specification.autoName ?? "random" },
    located,
    readOnly: ["name", "type", ...(specification.readOnly ?? [])],
    id(inputs: ResourceProperties, world: World) {
      const path = steps.map((step) => `/${step[0]}/${step[1] === "=" ? step[2] : String(inputs[step[1]])}`).join("");
      const group = `/subscriptions/${world.settings.subscriptionId}/resourceGroups/${String(inputs["resourceGroupName"])}`;
      return `${group}/providers/${namespace}${path}`;
    },
    inputsOfId(id: string) {
      const segments = id.split("/");
      const names = steps.map(
        (step, index) => [step, segments[segments.length - 2 * (steps.length - index) + 1]] as const,
      );
      return {
        resourceGroupName: nameOf(resourceGroupIdOf(id) ?? ""),
        ...Object.fromEntries(names.flatMap(([step, name]) => (step[1] === "=" ? [] : [[step[1], name]]))),
      };
    },
    ...(specification.completed === undefined ? {} : { completed: specification.completed }),
    refusals(inputs: ResourceProperties, world: World, target: Target) {
      return [
        ...(nameRule === undefined ? [] : nameRefusals(nameRule, nameInput, target.name)),
        ...missingParent(thing, target, world),
        ...(located && text(inputs["location"]) === undefined
          ? [refusal("missing-location", "location", "no location is given, such as westeurope")]
          : []),
        ...(specification.refusals?.(inputs, world, target) ?? []),
      ];
    },
    outputs(inputs: ResourceProperties, world: World, target: Target) {
      return {
        ...without(inputs, [...pathParameters, ...providerInputs]),
        ...(hasIdentity ? identityOutput(inputs["identity"], target.id, world) : {}),
        azureApiVersion: inputs["azureApiVersion"] ?? apiVersion,
        name: target.name,
        type: azureType,
        ...specification.outputs?.(inputs, world, target),
      };
    },
    ...(specification.beforeKept === undefined ? {} : { beforeKept: specification.beforeKept }),
    ...(specification.refusalsOfDeletion === undefined ? {} : { refusalsOfDeletion: specification.refusalsOfDeletion }),
  });
}

function missingParent(thing: string, { id, name }: Target, world: World): readonly Refusal[] {
  const parent = parentIdOf(id);
  if (parent === undefined || world.store.get(parent) !== undefined) return [];
  const group = resourceGroupIdOf(id);
  if (group !== undefined && world.store.get(group) === undefined) {
    // Azure/azure-cli#12796
    const message = `Resource group '${nameOf(group)}' could not be found.`;
    return [citedRefusal("missing-resource-group", "resourceGroupName", "ResourceGroupNotFound", message)];
  }
  const message = `there is no ${parent} to create the ${thing} ${shown(name)} in`;
  return [codedRefusal("missing-parent", "ParentResourceNotFound", message)];
}

/** The identity as Azure answers it: with the object id that roles are assigned to, which stays the same for one id. */
function identityOutput(identity: unknown, id: string, world: World): ResourceProperties {
  const asked = jsonObject(identity);
  if (asked === undefined) return {};
  const type = text(asked["type"]) ?? "None";
  const userAssigned = list(asked["userAssignedIdentities"]).map(String);
  return {
    identity: {
      type,
      ...(type.includes("SystemAssigned")
        ? { principalId: stableGuid("principal", id), tenantId: world.settings.tenantId }
        : {}),
      ...(userAssigned.length === 0
        ? {}
        : {
            userAssignedIdentities: Object.fromEntries(
              userAssigned.map((one) => [
                one,
                { clientId: stableGuid("client", one), principalId: stableGuid("principal", one) },
              ]),
            ),
          }),
    },
  };
}
