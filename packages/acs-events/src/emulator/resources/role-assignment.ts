import { jsonObject } from "../../json/json-object.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { nameOf, sameId, scopeOf } from "./azure-id.ts";
import { missingRefusals } from "./existence.ts";
import { nameRefusals, nameRules } from "./name-rules.ts";
import { shown, text, without } from "./property.ts";
import { codedRefusal, type Refusal, refusal } from "./refusal.ts";
import type { ResourceType, Target } from "./resource-type.ts";
import { stableGuid } from "./stable-guid.ts";
import { tokens } from "./tokens.ts";

export const roleAssignmentToken = tokens.roleAssignment;

const immutable = ["scope", "roleAssignmentName", "roleDefinitionId", "principalId", "principalType"];

/** Stands below its scope: a resource, a resource group or the Azure subscription. */
export const roleAssignment = Object.freeze<ResourceType>({
  token: roleAssignmentToken,
  thing: "role assignment",
  azureType: "Microsoft.Authorization/roleAssignments",
  apiVersion: "2022-04-01",
  pathParameters: ["roleAssignmentName"],
  replaceOn: immutable,
  required: ["scope", "roleAssignmentName", "principalId", "roleDefinitionId"],
  autoName: { property: "roleAssignmentName", strategy: "uuid" },
  located: false,
  readOnly: ["name", "type", "createdBy", "createdOn", "systemData", "updatedBy", "updatedOn"],
  id: (inputs: ResourceProperties) =>
    `${String(inputs["scope"]).replace(/\/$/, "")}/providers/Microsoft.Authorization/roleAssignments/${String(inputs["roleAssignmentName"])}`,
  inputsOfId: (id: string) => ({ scope: scopeOf(id), roleAssignmentName: nameOf(id) }),
  refusals: (inputs: ResourceProperties, world: World, target: Target) => [
    ...nameRefusals(nameRules.guid, "roleAssignmentName", target.name),
    ...missingRefusals("scope", "resource", String(inputs["scope"]), world),
    ...roleRefusals(text(inputs["roleDefinitionId"]) ?? ""),
    ...principalRefusals(inputs, world),
    ...secondRefusals(inputs, world, target),
  ],
  outputs: (inputs: ResourceProperties, world: World, { name, existing }: Target) => ({
    ...without(inputs, ["roleAssignmentName", "__createBeforeDelete"]),
    createdOn: existing?.outputs["createdOn"] ?? world.now().toISOString(),
    name,
    type: "Microsoft.Authorization/roleAssignments",
  }),
});

function roleRefusals(role: string): readonly Refusal[] {
  if (/\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-f-]{36}$/i.test(role)) return [];
  const form = "/subscriptions/…/providers/Microsoft.Authorization/roleDefinitions/{GUID}";
  return [refusal("invalid-role", "roleDefinitionId", `${shown(role)} is not the id of a role: ${form}`)];
}

/** azure-native says "User" where the program says nothing, and Azure refuses that for the identity of a resource. */
function principalRefusals({ principalId, principalType }: ResourceProperties, world: World): readonly Refusal[] {
  const owner = world.store
    .all()
    .find(({ outputs }) => jsonObject(outputs["identity"])?.["principalId"] === principalId);
  if (owner === undefined) return unknownPrincipalRefusals(principalId, principalType, world);
  if (principalType === "ServicePrincipal") return [];
  return [
    refusal(
      "wrong-principal-type",
      "principalType",
      `${shown(principalId)} is the identity of ${owner.id}, whose type is "ServicePrincipal", not ${shown(principalType)}`,
    ),
  ];
}

/** Azure looks a principal up; here only what is not a GUID, and an identity that was switched off, are known not to exist. */
function unknownPrincipalRefusals(principalId: unknown, principalType: unknown, world: World): readonly Refusal[] {
  const wellFormed = nameRules.guid.pattern.test(String(principalId));
  const made = world.store.all().some(({ id }) => stableGuid("principal", id) === principalId);
  if (wellFormed && !made) return [];
  const message = `Principal ${String(principalId)} of the type ${shown(principalType)} does not exist`;
  return [codedRefusal("unknown-principal", "PrincipalNotFound", message)];
}

function secondRefusals(inputs: ResourceProperties, world: World, { id }: Target): readonly Refusal[] {
  const same = world.store
    .ofToken(roleAssignmentToken)
    .find(
      (other) =>
        !sameId(other.id, id) &&
        other.inputs["principalId"] === inputs["principalId"] &&
        ["scope", "roleDefinitionId"].every((name) => sameId(String(other.inputs[name]), String(inputs[name]))),
    );
  if (same === undefined) return [];
  return [
    refusal("role-assigned-already", undefined, `the principal has this role at this scope already, by ${same.id}`),
  ];
}
