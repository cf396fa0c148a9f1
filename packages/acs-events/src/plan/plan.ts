import { eventTypeNames } from "../catalog/event-types.ts";
import { FilterError } from "../filter-builder/filter-error.ts";
import { collectMistakes, isStandIn } from "../filter-builder/mistakes.ts";
import { isRawFilter, renderRawFilter } from "../filter-builder/raw-filter.ts";
import { type ArmFilter, renderFilter } from "../filters/azure-json/index.ts";
import type { Filter } from "../filters/filter.ts";
import { plannedDeadLetters } from "./dead-letters.ts";
import { declaredAt, thrownAt } from "./declared-at.ts";
import { type LayeredSettings, layerSettings } from "./delivery-settings.ts";
import { type Endpoint, isPending, plannedDestination } from "./endpoint.ts";
import type { LoadingMistakes } from "./loading-mistakes.ts";
import { ownLabels } from "./own-labels.ts";
import { checkDeclaration, checkNames, checkTeam, checkTopicQuota, type Declared } from "./plan-problems.ts";
import type { PlannedSubscription } from "./planned-subscription.ts";
import type { Problem } from "./problem.ts";
import type { StackSettings } from "./stack-settings.ts";
import { azureNameOf, type SubscriptionDeclaration } from "./subscription.ts";
import type { StackView, Team } from "./team.ts";
import { checkTeamStacks, stackOfTeam } from "./team-stacks.ts";

/** A team file as it was found: what it exports, or why it could not be read. */
export type TeamFile = (
  | { readonly file: string; readonly team: Team<never> }
  | { readonly file: string; readonly error: unknown }
) & {
  /** What builders found wrong while the file was loaded: outside of the team's function. */
  readonly mistakes?: LoadingMistakes;
};

export interface WrittenSubscription {
  readonly declaration: SubscriptionDeclaration;
  /** What all layers make of it together; policies may still set something right. */
  readonly planned: PlannedSubscription;
}

export interface Plan {
  readonly stack: string;
  /** Sorted by name; the pending ones among them. */
  readonly subscriptions: readonly PlannedSubscription[];
  /** Where each delivery setting of a subscription came from, by its name. */
  readonly origins: Readonly<Record<string, LayeredSettings["origins"]>>;
  /** What was written of a subscription, by its name. */
  readonly written: Readonly<Record<string, WrittenSubscription>>;
  /** Where there is one, nothing may be deployed. */
  readonly problems: readonly Problem[];
}

/**
 * Everything that the stack will declare, as plain data, and every problem of every team at once. A team file that
 * throws is one problem among the others. Stable: the same files and configuration give the same plan, byte for byte.
 */
export function plan(files: readonly TeamFile[], stack: StackSettings): Plan {
  const problems: Problem[] = [];
  const planned: PlannedSubscription[] = [];
  const origins: Record<string, LayeredSettings["origins"]> = {};
  const written: Record<string, WrittenSubscription> = {};
  const declared: Declared[] = [];

  for (const file of files) {
    problems.push(...mistakeProblems(file.mistakes ?? [], file.file));
    if ("error" in file) {
      problems.push(thrownProblem(file.error, file.file));
      continue;
    }
    // A team file says which values it asks for; the stack's view refuses what the configuration does not have.
    const team = file.team as Team<unknown>;
    problems.push(...checkTeam(team, file.file));
    for (const declaration of declare(team, file.file, stack, problems)) {
      if (declaration.only !== undefined && !declaration.only.includes(stack.name)) continue;
      const name = azureNameOf(team.name, declaration);
      declared.push({ name, declaration });
      const layered = settingsOf(team, declaration, stack);
      const found = checkDeclaration(team, declaration, layered, stack);
      // What is wrong with a filter that could not be made was said where it is written.
      const isMade = !isStandIn(declaration.filter);
      problems.push(...found.filter(({ path }) => isMade || !path.includes(" › filter")));
      const endpoint = Object.hasOwn(stack.endpoints, declaration.endpoint)
        ? stack.endpoints[declaration.endpoint]
        : undefined;
      if (found.length > 0 || !isMade || endpoint === undefined) continue;
      origins[name] = layered.origins;
      const one = plannedSubscription(name, team, declaration, layered, endpoint, stack);
      written[name] = { declaration, planned: one };
      planned.push(one);
    }
  }
  const teams = files.flatMap((file) => ("team" in file ? [file.team.name] : []));
  problems.push(...checkTeamNames(files), ...checkNames(declared), ...checkTopicQuota(declared.length, stack.name));
  // A file that fails may well be the one of the team that seems to be missing.
  if (teams.length === files.length) problems.push(...checkTeamStacks(teams, stack));
  return Object.freeze({
    stack: stack.name,
    subscriptions: planned.sort(byName),
    origins,
    written,
    problems,
  });
}

function plannedSubscription(
  name: string,
  team: Team<unknown>,
  declaration: SubscriptionDeclaration,
  { settings, origins }: LayeredSettings,
  endpoint: Endpoint,
  stack: StackSettings,
): PlannedSubscription {
  const batches = endpoint.kind === "webhook" || endpoint.kind === "azure-function";
  return {
    name,
    team: team.name,
    owner: team.owner,
    ...stackOfTeam(team.name, stack),
    filter: plannedFilter(declaration.filter),
    destination: {
      ...plannedDestination(declaration.endpoint, endpoint),
      ...(batches && origins.maxEventsPerBatch !== "built-in" ? { maxEventsPerBatch: settings.maxEventsPerBatch } : {}),
      ...(batches && origins.preferredBatchSizeInKilobytes !== "built-in"
        ? { preferredBatchSizeInKilobytes: settings.preferredBatchSizeInKilobytes }
        : {}),
    },
    deadLetterDestination: plannedDeadLetters(settings.undeliveredEvents, stack.deadLetterContainer),
    retryPolicy: {
      maxDeliveryAttempts: settings.maxDeliveryAttempts,
      eventTimeToLiveInMinutes: settings.eventTimeToLiveInMinutes,
    },
    eventDeliverySchema: settings.deliverySchema,
    labels: [...ownLabels(team, declaration), ...declaration.labels],
    expirationTimeUtc: declaration.expires ?? stack.expires ?? null,
    ...(isPending(endpoint) ? { pending: true as const } : {}),
    ...(declaration.declaredAt === undefined ? {} : { declaredAt: declaration.declaredAt }),
  };
}

function settingsOf(team: Team<unknown>, declaration: SubscriptionDeclaration, stack: StackSettings): LayeredSettings {
  return layerSettings([
    { from: "stack", settings: stack.defaults },
    { from: "team", settings: team.defaults },
    ...(declaration.template === undefined
      ? []
      : [{ from: "template" as const, settings: declaration.template.settings }]),
    { from: "subscription", settings: declaration.settings },
  ]);
}

function declare(
  team: Team<unknown>,
  file: string,
  stack: StackSettings,
  problems: Problem[],
): readonly SubscriptionDeclaration[] {
  const view: StackView<Record<string, unknown>> = {
    name: stack.name,
    value(key) {
      if (Object.hasOwn(stack.values, key)) return stack.values[key];
      const there = Object.keys(stack.values).join(", ") || "none";
      throw new Error(
        stack.component === undefined
          ? `asks for the value "${key}", which the stack "${stack.name}" does not have; set it under acs-events:values in Pulumi.${stack.name}.yaml (there: ${there})`
          : `asks for the value "${key}", which the component "${stack.component}" does not have; add it to the component's values (there: ${there})`,
      );
    },
  };
  try {
    const { result, mistakes } = collectMistakes(() => team.declare(view), declaredAt);
    problems.push(...mistakeProblems(mistakes, file));
    return result;
  } catch (error) {
    problems.push(thrownProblem(error, file));
    return [];
  }
}

function mistakeProblems(mistakes: LoadingMistakes, file: string): readonly Problem[] {
  return mistakes.map(({ error, place }) => ({
    id: "team-file-fails",
    path: file,
    message: error.message,
    ...(place === undefined ? {} : { declaredAt: place }),
    ...(error instanceof FilterError ? { findings: error.findings } : {}),
  }));
}

/** What a team file throws by itself, with the place in the project that threw it. */
function thrownProblem(error: unknown, file: string): Problem {
  const place = thrownAt(error);
  const at = place === undefined ? {} : { declaredAt: place };
  return { id: "team-file-fails", path: file, message: messageOf(error), ...at };
}

function checkTeamNames(files: readonly TeamFile[]): Problem[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) => {
    if ("error" in file) return [];
    const key = file.team.name.toLowerCase();
    const taken = seen.get(key);
    seen.set(key, file.file);
    if (taken === undefined) return [];
    const message = `the team "${file.team.name}" is declared in ${taken} too; Azure compares names without case, so give one of them another name`;
    return [{ id: "team-name-taken", path: file.file, message, value: file.team.name }];
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/**
 * A filter as it is deployed. `"All"` becomes the list of every current event type: Azure has not taken `["All"]` since
 * API 2019-02-01-preview, and fixes an absent list when the subscription is created. A new type of the catalog
 * therefore shows in the plan as a change.
 */
function plannedFilter(filter: Filter): ArmFilter {
  const rendered = isRawFilter(filter) ? renderRawFilter(filter) : renderFilter(filter);
  // A raw filter may hold anything here; `check` reports what is not a list.
  const listed: unknown = rendered.includedEventTypes;
  const every = Array.isArray(listed) && listed.includes("All");
  return every ? { ...rendered, includedEventTypes: [...eventTypeNames].sort() } : rendered;
}
