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

  const setting = (key: keyof typeof origins): Said => {
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
  const inEndpoint = inStack(`endpoints.${declaration.endpoint}`);
  /** Who says each field of a plan. A field that is new there does not compile until it is here. */
  const saidBy = {
    name:
      declaration.azureName === undefined
        ? inSubscription
        : { ...inSubscription, where: `azureName of ${inSubscription.where}` },
    team: inTeam,
    owner: inTeam,
    stack: inStack("teamStacks"),
    filter: (_, value) => (isNothing(value) ? builtIn : inFilter),
    destination: {
      endpoint: inSubscription,
      maxEventsPerBatch: setting("maxEventsPerBatch"),
      preferredBatchSizeInKilobytes: setting("preferredBatchSizeInKilobytes"),
      endpointType: inEndpoint,
      kind: inEndpoint,
      host: inEndpoint,
      endpointBaseUrl: inEndpoint,
      azureActiveDirectoryTenantId: inEndpoint,
      azureActiveDirectoryApplicationIdOrUri: inEndpoint,
      minimumTlsVersionAllowed: inEndpoint,
      resourceId: inEndpoint,
      queueName: inEndpoint,
      queueMessageTimeToLiveInSeconds: inEndpoint,
      created: inEndpoint,
      deliveryIdentity: inEndpoint,
      deliveryAttributeMappings: inEndpoint,
    } satisfies Record<keyof PlannedSubscription["destination"], Said>,
    deadLetterDestination: {
      endpointType: setting("undeliveredEvents"),
      blobContainerName:
        planned.deadLetterDestination?.resourceId === undefined
          ? { origin: "stack", where: `acs-events:deadLetters.container in ${config}, "undelivered" unless set` }
          : setting("undeliveredEvents"),
      resourceId: setting("undeliveredEvents"),
      deliveryIdentity: setting("undeliveredEvents"),
      null: setting("undeliveredEvents"),
    } satisfies Record<keyof NonNullable<PlannedSubscription["deadLetterDestination"]> | "null", Said>,
    retryPolicy: {
      maxDeliveryAttempts: setting("maxDeliveryAttempts"),
      eventTimeToLiveInMinutes: setting("eventTimeToLiveInMinutes"),
    } satisfies Record<keyof PlannedSubscription["retryPolicy"], Said>,
    eventDeliverySchema: setting("deliverySchema"),
    labels: (index) => (Number(index) < 2 ? inTeam : inSubscription),
    expirationTimeUtc: (_, value) =>
      declaration.expires !== undefined ? inSubscription : value === null ? builtIn : inStack("expires"),
  } satisfies Record<Explained, Said | Readonly<Record<string, Said>> | SaidOf>;
  const originOf = (path: string, value: unknown): Said => {
    if (JSON.stringify(before.get(path)) !== JSON.stringify(value)) return byPolicy;
    const [field = "", inner = "null"] = path.split(".");
    const said: Said | Readonly<Record<string, Said>> | SaidOf | undefined = saidBy[field as Explained];
    if (typeof said === "function") return said(inner, value);
    const found = said === undefined || isSaid(said) ? said : said[inner];
    if (found === undefined) throw new Error(`nobody says where ${path} of a plan comes from`);
    return found;
  };
  return {
    name,
    ...(planned.pending === true ? { pending: pendingReason(planned, plan.stack) } : {}),
    values: valuesOf(planned).map(([path, value]) => ({ path, value, ...originOf(path, value) })),
  };
}

/** The fields of a plan that are explained; the others say where it is written, and that it waits. */
type Explained = Exclude<keyof PlannedSubscription, "declaredAt" | "pending">;
type Said = Omit<Provenance, "path" | "value">;
/** Of a field whose origin depends on which part of it is asked for, or on its value. */
type SaidOf = (inner: string, value: unknown) => Said;

function isSaid(said: Said | Readonly<Record<string, Said>>): said is Said {
  return typeof said["origin"] === "string";
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
