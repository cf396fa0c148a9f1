import * as pulumi from "@pulumi/pulumi";
import type { SettingsOverrides } from "../plan/delivery-settings.ts";
import type { CreatedEndpoint } from "../plan/endpoint.ts";
import { plan, type TeamFile } from "../plan/plan.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { listProblems, type Problem } from "../plan/problem.ts";
import type { SubscriptionDeclaration } from "../plan/subscription.ts";
import { defineTeam, type Team } from "../plan/team.ts";
import type { DeployedPart } from "../plan/team-stacks.ts";
import { namespace, parseStackConfig, settingsOf } from "../stack/parse.ts";
import { anyValues, type StackConfig } from "../stack/schema.ts";
import { type EndpointArgs, type ReadEndpoints, readEndpoints } from "./endpoint-args.ts";

/** What is subscribed to, and how: the part of the arguments that every component has. */
export interface SubscriptionsArgs {
  /** Teams, as `teamOf()` and `team()` make them; their subscriptions are called `<team>-<name>` in Azure. */
  readonly teams?: readonly Team<never>[];
  /** Subscriptions that belong to no team; in Azure they are called as they are here. */
  readonly subscriptions?: readonly SubscriptionDeclaration[];
  /** Where events can go, by the names that subscriptions use. */
  readonly endpoints?: Readonly<Record<string, EndpointArgs>>;
  /** Delivery settings of every subscription, unless its team or the subscription itself says otherwise. */
  readonly defaults?: SettingsOverrides;
  /** What teams ask for by `stack.value("…")`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** When every subscription expires that does not say so itself: `2027-01-31T00:00:00Z`. */
  readonly expires?: string;
}

export interface ComponentPlan extends Pick<ReadEndpoints, "made" | "secrets"> {
  readonly part: DeployedPart;
  /** The part of the arguments that is plain data, checked, with its defaults. */
  readonly config: StackConfig;
}

/** The team that stands in for none; its labels and the beginning of its names are taken out again. */
const nobody = "subscriptions";

/**
 * The plan of a component: checked like that of a stack, with every problem at once. `rest` has the other arguments of
 * the component that are plain data, by the names that they have in a stack's configuration. Throws a `RunError` with
 * the whole report.
 */
export function planOfComponent(
  component: string,
  {
    teams = [],
    subscriptions = [],
    endpoints = {},
    values = {},
    ...args
  }: Omit<SubscriptionsArgs, "endpoints"> & {
    readonly endpoints?: Readonly<Record<string, EndpointArgs | CreatedEndpoint>>;
  },
  rest: Readonly<Record<string, unknown>>,
): ComponentPlan {
  const stack = pulumi.getStack();
  const { written, made, secrets } = readEndpoints(endpoints);
  const { defaults, expires } = args;
  const parsed = parseStackConfig(
    entriesOf({ ...rest, endpoints: written, defaults, expires }),
    stack,
    // The values of a component are what its arguments say; the compiler has checked them.
    anyValues,
  );
  if (!parsed.ok) throw failed(component, parsed.problems);
  const files: readonly TeamFile[] = [
    ...teams.map((team) => ({ file: `the team "${team.name}"`, team })),
    ...(subscriptions.length === 0 ? [] : [{ file: nobody, team: teamOfNobody(subscriptions) }]),
  ];
  const planned = plan(files, { ...settingsOf(parsed.config, stack), values, component });
  if (planned.problems.length > 0) throw failed(component, planned.problems);
  const ownLabels = new Map(subscriptions.map(({ name, azureName, labels }) => [azureName ?? name, labels]));
  return { part: withoutNobody(planned, ownLabels), config: parsed.config, made, secrets };
}

function entriesOf(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [`${namespace}:${key}`, value]));
}

function failed(component: string, problems: readonly Problem[]): pulumi.RunError {
  const own = problems.map((one) => ({ ...one, path: one.path.replace(`${namespace}:`, "") }));
  return new pulumi.RunError(`The component "${component}" has ${listProblems(own)}`);
}

function teamOfNobody(subscriptions: readonly SubscriptionDeclaration[]): Team<never> {
  const named = subscriptions.map((one) => ({ ...one, azureName: one.azureName ?? one.name }));
  return defineTeam<never>(nobody, { owner: nobody }, () => named);
}

/** Takes the labels of the stand-in's team and owner out again. */
function withoutNobody({ subscriptions }: DeployedPart, labels: ReadonlyMap<string, readonly string[]>): DeployedPart {
  const own = (one: PlannedSubscription): PlannedSubscription =>
    one.team === nobody ? { ...one, labels: labels.get(one.name) ?? [] } : one;
  return { subscriptions: subscriptions.map(own) };
}
