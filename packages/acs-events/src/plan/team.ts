import type { SettingsOverrides } from "./delivery-settings.ts";
import type { SubscriptionDeclaration } from "./subscription.ts";

/** What a team file may ask of the environment that it is planned for; `Values` are the company's own settings. */
export interface StackView<Values> {
  /** `dev`, `prod`, … */
  readonly name: string;
  /** A value that differs between environments, from `acs-events:values` of the stack's configuration. */
  value<K extends keyof Values>(key: K): Values[K];
}

/** Lower-case letters, digits and inner hyphens: a team's name begins the names of its subscriptions in Azure. */
export const teamName = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

export interface TeamOptions {
  /** Whom to write to when events go astray; travels to Azure as a label. */
  readonly owner: string;
  /** Delivery settings of all subscriptions of the team, unless one says otherwise. */
  readonly defaults?: SettingsOverrides;
}

export interface Team<Values = unknown> {
  readonly kind: "team";
  readonly name: string;
  readonly owner: string;
  readonly defaults: SettingsOverrides;
  declare(stack: StackView<Values>): readonly SubscriptionDeclaration[];
}

/** The subscriptions of one team: `infra/teams/<name>.ts` exports one as default. */
export function defineTeam<Values>(
  name: string,
  options: TeamOptions,
  declare: (stack: StackView<Values>) => readonly SubscriptionDeclaration[],
): Team<Values> {
  return Object.freeze({
    kind: "team" as const,
    name,
    owner: options.owner,
    defaults: Object.freeze({ ...options.defaults }),
    declare,
  });
}

export function isTeam(value: unknown): value is Team<unknown> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "team" && "declare" in value;
}
