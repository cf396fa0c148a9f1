import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import * as pulumi from "@pulumi/pulumi";
import type { Dependency } from "./inner-resources.ts";
import { settled } from "./settled.ts";

/** So long it may take until all of Azure knows a role (Azure docs, troubleshooting of role assignments), in milliseconds. */
const longest = 10 * 60 * 1000;

/**
 * Says, before the first subscription is written, that roles in `ready`, which subscriptions wait for, are new and may not
 * be known everywhere yet. A program cannot say it afterwards: the engine ends the program when a resource fails, and does
 * not tell it why.
 */
export async function sayThatRolesTakeTime(ready: readonly Dependency[], parent: pulumi.Resource): Promise<void> {
  const roles = new Set(ready.filter((one) => one instanceof RoleAssignment));
  const created = await Promise.all([...roles].map((role) => settled(role.createdOn)));
  const isNew = created.some((one) => one.state === "known" && Date.now() - Date.parse(one.value) < longest);
  if (!isNew) return;
  await pulumi.log.info(
    "The roles of the topic's identity were assigned moments ago. Azure needs some minutes until it knows a role everywhere. If Azure refuses a subscription because the identity is not authorized, run the same command again later. What is deployed stays as it is.",
    parent,
  );
}
