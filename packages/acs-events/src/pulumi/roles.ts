import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import * as pulumi from "@pulumi/pulumi";
import { type EventsResources, inner } from "./inner-resources.ts";
import { stableGuid } from "./names.ts";

/**
 * Azure's built-in roles: those that let an identity write to a destination (Azure documentation, add-identity-roles), those
 * that a function app needs (functions-identity-based-connections, Azure-Samples flex-consumption rbac.bicep), and those
 * that let somebody read what is there.
 */
const roles = {
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Queue Data Message Sender": "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  "Azure Service Bus Data Sender": "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  "Storage Blob Data Owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  "Storage Table Data Contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
  "Storage Queue Data Contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  "Monitoring Metrics Publisher": "3913510d-42f4-4e42-8a64-420c390055eb",
  "Azure Event Hubs Data Sender": "2b629674-e913-4c01-ae53-ef4638d8f975",
  "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  "Storage Queue Data Message Processor": "8a0f0c08-91a1-4084-bc3d-661d67233fed",
  "Azure Service Bus Data Receiver": "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  "Azure Event Hubs Data Receiver": "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
} as const;

export type Role = keyof typeof roles;

/** Lets `principalId`, the identity of a topic or an app unless said, act as `role` on the resource `scope`. */
export function assignRole(
  resources: EventsResources,
  name: string,
  role: Role,
  principalId: pulumi.Input<string>,
  scope: pulumi.Output<string>,
  principalType: "ServicePrincipal" | "User" | "Group" = "ServicePrincipal",
): RoleAssignment {
  return inner(resources, "roleAssignment", RoleAssignment, name, {
    principalId,
    principalType,
    roleDefinitionId: scope.apply((id) => {
      const subscription = /^\/subscriptions\/[^/]+/i.exec(id)?.[0] ?? "";
      return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`;
    }),
    scope,
    // The name is the assignment's identity: made of what it says, it survives a lost state.
    roleAssignmentName: pulumi.all([scope, principalId]).apply(([id, principal]) => stableGuid(id, principal, role)),
  });
}
