import type { DeclaredAt } from "./declared-at.ts";
import type { SettingsOrigin } from "./delivery-settings.ts";
import type { Plan } from "./plan.ts";
import { type PlannedSubscription, pendingReason } from "./planned-subscription.ts";

/** Who said a value: a layer of the settings, or a policy that set it right. */
export type Origin = SettingsOrigin | "policy";

/** One value of a planned subscription, and where it came from. */
export interface Provenance {
  /** Its path in the plan: `retryPolicy.maxDeliveryAttempts`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** The key, file or function that says it: `acs-events:defaults.maxDeliveryAttempts in Pulumi.dev.yaml`. */
  readonly where: string;
  readonly declaredAt?: DeclaredAt;
}

/** Where every value of a subscription came from, in the order of the plan. */
export interface ExplainedSubscription {
  readonly name: string;
  /** Why it is not deployed yet, where it is pending. */
  readonly pending?: string;
  readonly values: readonly Provenance[];
}

/** The names that `explainSubscription` knows, sorted. */
export function explainable({ subscriptions }: Pick<Plan, "subscriptions">): readonly string[] {
  return subscriptions.map(({ name }) => name).toSorted();
}

/** Where each value of the subscription `name` came from; undefined when the plan has none of that name. */
export function explainSubscription(plan: Plan, name: string): ExplainedSubscription | undefined {
  const planned = plan.subscriptions.find((one) => one.name === name);
  const written = plan.written[name];
  const origins = plan.origins[name];
  if (planned === undefined || written === undefined || origins === undefined) return undefined;

  const { declaration } = written;
  const before = new Map(valuesOf(written.planned));
  const file = declaration.declaredAt?.file ?? `the file of the team "${planned.team}"`;
  const config = `Pulumi.${plan.stack}.yaml`;
  const inTeam = { origin: "team", where: `team("${planned.team}", …) in ${file}` } as const;
  const inStack = (key: string) => ({ origin: "stack", where: `acs-events:${key} in ${config}` }) as const;
  const inSubscription = {
    origin: "subscription",
    where: `subscription("${declaration.name}", …)`,
    ...(declaration.declaredAt === undefined ? {} : { declaredAt: declaration.declaredAt }),
  } as const;
  const template = declaration.template;
  const inTemplate = {
    ...inSubscription,
    origin: "template",
    where: `the template ${template?.name ?? ""}`,
  } as const;
  const inFilter = template === undefined ? inSubscription : inTemplate;
  const builtIn = { origin: "built-in", where: "nothing else says it" } as const;
  const byPolicy = {
    origin: "policy",
    where: `a policy at the level "remediate" in policies/config/${plan.stack}.json`,
  } as const;

  const setting = (key: keyof typeof origins): Omit<Provenance, "path" | "value"> => {
    switch (origins[key]) {
      case "built-in":
        return builtIn;
      case "stack":
        return inStack(`defaults.${key}`);
      case "team":
        return { origin: "team", where: `defaults of team("${planned.team}", …) in ${file}` };
      case "template":
        return inTemplate;
      case "subscription":
        return inSubscription;
    }
  };
  const originOf = (path: string, value: unknown): Omit<Provenance, "path" | "value"> => {
    if (JSON.stringify(before.get(path)) !== JSON.stringify(value)) return byPolicy;
    switch (path) {
      case "name":
        return declaration.azureName === undefined
          ? inSubscription
          : { ...inSubscription, where: `azureName of ${inSubscription.where}` };
      case "team":
      case "owner":
        return inTeam;
      case "stack":
        return inStack("teamStacks");
      case "destination.endpoint":
        return inSubscription;
      case "destination.maxEventsPerBatch":
        return setting("maxEventsPerBatch");
      case "destination.preferredBatchSizeInKilobytes":
        return setting("preferredBatchSizeInKilobytes");
      case "deadLetterDestination":
      case "deadLetterDestination.endpointType":
        return setting("undeliveredEvents");
      case "deadLetterDestination.blobContainerName":
        return { origin: "stack", where: `acs-events:deadLetters.container in ${config}, "undelivered" unless set` };
      case "retryPolicy.maxDeliveryAttempts":
        return setting("maxDeliveryAttempts");
      case "retryPolicy.eventTimeToLiveInMinutes":
        return setting("eventTimeToLiveInMinutes");
      case "eventDeliverySchema":
        return setting("deliverySchema");
      case "expirationTimeUtc":
        if (declaration.expires !== undefined) return inSubscription;
        return value === null ? builtIn : inStack("expires");
    }
    if (path.startsWith("destination.")) return inStack(`endpoints.${declaration.endpoint}`);
    if (path.startsWith("labels.")) return path === "labels.0" || path === "labels.1" ? inTeam : inSubscription;
    return isNothing(value) ? builtIn : inFilter;
  };
  return {
    name,
    ...(planned.pending === true ? { pending: pendingReason(planned, plan.stack) } : {}),
    values: valuesOf(planned).map(([path, value]) => ({ path, value, ...originOf(path, value) })),
  };
}

/** What a filter has where nobody asks for anything. */
function isNothing(value: unknown): boolean {
  return value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

/** Every value with its path; a filter's lists are one value each, a label is one of its own. */
function valuesOf({
  declaredAt: _,
  pending: __,
  ...planned
}: PlannedSubscription): readonly (readonly [string, unknown])[] {
  return Object.entries(planned).flatMap(([key, value]): (readonly [string, unknown])[] => {
    if (typeof value !== "object" || value === null) return [[key, value]];
    return Object.entries(value).map(([inner, one]) => [`${key}.${inner}`, one]);
  });
}
