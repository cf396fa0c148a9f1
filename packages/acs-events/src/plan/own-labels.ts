import type { SubscriptionDeclaration } from "./subscription.ts";
import type { Team } from "./team.ts";

/**
 * The labels that say in Azure whose a subscription is. Where `azureName` keeps a name that Azure had already, a third
 * says what the subscription is called in code: `name=<team>-<name>`.
 */
export function ownLabels(
  { name: team, owner }: Pick<Team<unknown>, "name" | "owner">,
  { name, azureName }: Pick<SubscriptionDeclaration, "name" | "azureName">,
): readonly string[] {
  const inCode = `${team}-${name}`;
  return [
    `team=${team}`,
    `owner=${owner}`,
    ...(azureName === undefined || azureName === inCode ? [] : [`name=${inCode}`]),
  ];
}

/** Whether a label is made of the team, its owner or the name in code, and is not written in the team file. */
export function isOwnLabel(label: string, declaredName: string | undefined): boolean {
  return /^(?:team|owner)=/.test(label) || (declaredName !== undefined && label === `name=${declaredName}`);
}
