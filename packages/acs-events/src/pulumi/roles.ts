import { RoleAssignment } from "@pulumi/azure-native/authorization/index.js";
import * as pulumi from "@pulumi/pulumi";
import { type EventsResources, inner } from "./inner-resources.ts";
import { stableGuid } from "./names.ts";

/** Azure's built-in roles that let an identity write to a destination (Azure documentation, add-identity-roles). */
const roles = {
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Queue Data Message Sender": "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  "Azure Service Bus Data Sender": "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  "Azure Event Hubs Data Sender": "2b629674-e913-4c01-ae53-ef4638d8f975",
} as const;

export type Role = keyof typeof roles;

/** Lets the identity `principalId` of the system topic act as `role` on the resource `scope`. */
export function assignRole(
  resources: EventsResources,
  name: string,
  role: Role,
  principalId: pulumi.Input<string>,
  scope: pulumi.Output<string>,
): RoleAssignment {
  return inner(resources, "roleAssignment", RoleAssignment, name, {
    principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: scope.apply((id) => {
      const subscription = /^\/subscriptions\/[^/]+/i.exec(id)?.[0] ?? "";
      return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`;
    }),
    scope,
    // The name is the assignment's identity: made of what it says, it survives a lost state.
    roleAssignmentName: pulumi.all([scope, principalId]).apply(([id, principal]) => stableGuid(id, principal, role)),
  });
}
