import type { Filter } from "../filters/filter.ts";
import { type DeclaredAt, declaredAt } from "./declared-at.ts";
import type { SettingsOverrides } from "./delivery-settings.ts";

/** What a team writes of one event subscription; `team()` and the stack add the rest. */
export interface SubscriptionDeclaration {
  readonly kind: "subscription";
  readonly name: string;
  /** The name that Azure has already, of a subscription that was adopted; `<team>-<name>` when absent. */
  readonly azureName?: string;
  readonly filter: Filter;
  /** The name of an endpoint in the stack's configuration. */
  readonly endpoint: string;
  readonly settings: SettingsOverrides;
  /** The stacks that have it; every stack when absent. */
  readonly only?: readonly string[];
  /** ISO 8601; Event Grid removes the subscription then. */
  readonly expires?: string;
  readonly labels: readonly string[];
  readonly template?: { readonly name: string; readonly settings: SettingsOverrides };
  readonly declaredAt?: DeclaredAt;
}

export interface SubscriptionOptions extends SettingsOverrides {
  readonly filter: Filter;
  /** The name of an endpoint that the stack's configuration declares under `acs-events:endpoints`. */
  readonly endpoint: string;
  /** Only these stacks have the subscription, for example `["prod"]`. */
  readonly only?: readonly string[];
  /** When Event Grid removes the subscription by itself: `2027-01-31T00:00:00Z`. */
  readonly expires?: string;
  /**
   * Of an adopted subscription: the name that Azure has already. Without it Azure's name is `<team>-<name>`, and another
   * name deletes the deployed subscription and creates a new one.
   */
  readonly azureName?: string;
  /** Plain words that travel to Azure beside the team and its owner. */
  readonly labels?: readonly string[];
}

/**
 * One event subscription of a team. `name` is its identity: in Azure it becomes `<team>-<name>`. Under another name the
 * engine creates a new subscription and then deletes the old one; events in between arrive twice.
 */
export function subscription(name: string, options: SubscriptionOptions): SubscriptionDeclaration {
  const { filter, endpoint, only, expires, azureName, labels, ...settings } = options;
  const place = declaredAt();
  return Object.freeze({
    kind: "subscription" as const,
    name,
    ...(azureName === undefined ? {} : { azureName }),
    filter,
    endpoint,
    settings: Object.freeze(settings),
    labels: Object.freeze([...(labels ?? [])]),
    ...(only === undefined ? {} : { only }),
    ...(expires === undefined ? {} : { expires }),
    ...(place === undefined ? {} : { declaredAt: place }),
  });
}

/** What Azure calls a subscription of the team `team`: its identity. */
export function azureNameOf(
  team: string,
  { name, azureName }: Pick<SubscriptionDeclaration, "name" | "azureName">,
): string {
  return azureName ?? `${team}-${name}`;
}
