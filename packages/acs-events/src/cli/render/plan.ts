import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { publisherOf, publisherTitle } from "../../diagram/services.ts";
import { listed, shortType } from "../../filter-rules/wording.ts";
import { readFilter } from "../../filters/azure-json/index.ts";
import { conditionsOf } from "../../filters/explain/explain.ts";
import { askedOf } from "../../filters/explain/render-explanation.ts";
import { builtInSettings } from "../../plan/delivery-settings.ts";
import { defaultTlsVersion } from "../../plan/endpoint.ts";
import type { Plan } from "../../plan/plan.ts";
import { type PlannedSubscription, pendingReason } from "../../plan/planned-subscription.ts";
import { escapeControls } from "../../text/printable.ts";
import { renderTable } from "./table.ts";
import { wrap } from "./wrap.ts";

/**
 * The plan as a person reads it: a table a team with the conditions of each filter, why something is pending, and the counts. `width` is that of the
 * terminal; undefined leaves every line as long as it is.
 */
export function renderPlan(plan: Pick<Plan, "stack" | "subscriptions">, width?: number): string {
  const teams = [...Map.groupBy(plan.subscriptions, ({ team }) => team)].toSorted(([a], [b]) => order(a, b));
  const pending = plan.subscriptions.filter((one) => one.pending === true);
  const reasons = Map.groupBy(pending, (one) => pendingReason(one, plan.stack));
  const waiting = [...reasons].map(([reason, members]) =>
    wrap(`${listed(members.map(({ name }) => name))}: ${reason}`, width ?? Number.POSITIVE_INFINITY),
  );
  return [
    pc.bold(`Stack ${plan.stack}`),
    ...teams.map(([team, members]) => renderTeam(team, members, width)),
    ...(waiting.length === 0 ? [] : [`${pc.yellow("Pending")}\n${waiting.join("\n")}`]),
    counts(plan, teams.length),
  ].join("\n\n");
}

function renderTeam(team: string, rows: readonly PlannedSubscription[], width: number | undefined): string {
  const [first] = rows;
  const stack = first?.stack === undefined ? "" : ` ${pc.dim(`in its own stack ${first.stack}`)}`;
  const differs = rows.some((row) => restOf(row).length > 0);
  const headings = ["subscription", "event types", "endpoint", ...(differs ? ["not the default"] : [])];
  const cells = (names: number): readonly (readonly string[])[] =>
    rows.map((row) => [
      row.name,
      eventTypesOf(row, names),
      `→ ${row.destination.endpoint}`,
      ...(differs ? [restOf(row).join(", ")] : []),
    ]);
  const fits = (names: number): boolean => width === undefined || widthOf(renderTable(headings, cells(names))) <= width;
  const names = [2, 1].find(fits) ?? 0;
  const table = renderTable(headings, cells(names), { width, flexible: [0, 1, 3] });
  const [head = "", ...lines] = table.split("\n");
  const withConditions = lines.flatMap((line, index) => [line, ...detailsOf(rows[index], names === 0, width)]);
  return `${pc.bold(team)} ${pc.dim(first?.owner ?? "")}${stack}\n${[head, ...withConditions].join("\n")}`;
}

/**
 * Below a subscription: its event types, where the table only counts them, and what the filter asks besides, a line a
 * condition: `only if subject begins with "/phonenumber/1555"`.
 */
function detailsOf(
  row: PlannedSubscription | undefined,
  isCounted: boolean,
  width: number = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (row === undefined) return [];
  const types = row.filter.includedEventTypes.map(shortType);
  const conditions = conditionsOf(readFilter(row.filter).filter)
    .filter(({ operator }) => operator !== "includedEventTypes")
    .map((condition, index) =>
      wrap(escapeControls(askedOf(condition)), width, index === 0 ? "  only if " : "  and     "),
    );
  const counted = isCounted && types.length > 1 ? [wrap(listed(types), width, "  types   ")] : [];
  return [...counted, ...conditions].map((line) => pc.dim(line));
}

/** How long the longest line is. */
function widthOf(text: string): number {
  return Math.max(...text.split("\n").map((line) => stripVTControlCharacters(line).length));
}

/** Up to so many `names` of event types and how many more; without names, how many of which service. */
function eventTypesOf({ filter }: PlannedSubscription, names: number): string {
  const types = filter.includedEventTypes;
  const short = types.map(shortType);
  if (short.length <= Math.max(names, 1)) return short.join(", ");
  if (names > 0) return `${short.slice(0, names).join(", ")} and ${short.length - names} more`;
  return `${types.length} of ${[...new Set(types.map((type) => publisherTitle(publisherOf(type))))].join(", ")}`;
}

/** What is not as it is for most: that it is pending, what differs from the built-in settings, its last day, labels. */
function restOf(planned: PlannedSubscription): readonly string[] {
  const { destination, retryPolicy, deadLetterDestination, eventDeliverySchema, expirationTimeUtc, labels } = planned;
  const batch = destination.maxEventsPerBatch ?? builtInSettings.maxEventsPerBatch;
  const kilobytes = destination.preferredBatchSizeInKilobytes ?? builtInSettings.preferredBatchSizeInKilobytes;
  const own = labels.filter((one) => one !== `team=${planned.team}` && one !== `owner=${planned.owner}`);
  const minutes = retryPolicy.eventTimeToLiveInMinutes;
  const { minimumTlsVersionAllowed: tls } = destination;
  return [
    ...(planned.pending === true ? ["pending"] : []),
    ...(retryPolicy.maxDeliveryAttempts === builtInSettings.maxDeliveryAttempts
      ? []
      : [retryPolicy.maxDeliveryAttempts === 1 ? "1 attempt" : `${retryPolicy.maxDeliveryAttempts} attempts`]),
    ...(minutes === builtInSettings.eventTimeToLiveInMinutes ? [] : [`${minutes} min to live`]),
    ...(deadLetterDestination === null ? ["undelivered events dropped"] : []),
    ...(eventDeliverySchema === builtInSettings.deliverySchema ? [] : [eventDeliverySchema]),
    ...(batch === builtInSettings.maxEventsPerBatch ? [] : [`up to ${batch} a batch`]),
    ...(kilobytes === builtInSettings.preferredBatchSizeInKilobytes ? [] : [`${kilobytes} KB a batch`]),
    ...(tls === undefined || tls === defaultTlsVersion ? [] : [`TLS from ${tls}`]),
    ...(expirationTimeUtc === null ? [] : [`until ${expirationTimeUtc.slice(0, 10)}`]),
    ...(own.length === 0 ? [] : [`labelled ${listed(own, 3)}`]),
  ];
}

function counts({ subscriptions }: Pick<Plan, "subscriptions">, teams: number): string {
  const endpoints = new Set(subscriptions.map(({ destination }) => destination.endpoint)).size;
  const deployed = `${counted(subscriptions.length, "event subscription")} of ${counted(teams, "team")} to ${counted(endpoints, "endpoint")}`;
  const pending = subscriptions.filter((one) => one.pending === true).length;
  return pending === 0 ? deployed : `${deployed}; ${pending} pending`;
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
