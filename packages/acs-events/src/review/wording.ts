import type { Event } from "../catalog/event.ts";
import type { FindingLevel } from "../filters/finding.ts";
import type { Change, Review, ReviewFinding, ReviewFindingId } from "./change.ts";
import type { RenameOrder } from "./rename-order.ts";
import { violationCounts } from "./violations.ts";

/** The one line that says it all: what a reader of many pull requests looks at first. */
export function headline(review: Review): string {
  const { changes, summary } = review;
  const violations = violationCounts(review);
  if (changes.length === 0) return `No subscription changes${violations === "" ? "" : `; ${violations}`}`;
  const renamed = changes.filter(isNewName).length;
  const counts = [
    [summary.changed, "changed"],
    [renamed, "renamed"],
    [summary.added - renamed, "added"],
    [summary.removed - renamed, "removed"],
  ] as const;
  const what = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const accepted = summary.accepted === 0 ? [] : [`${summary.accepted} accepted`];
  const total = summary.added + summary.changed + summary.removed - renamed;
  const said = [what.join(", "), ...consequences(changes), ...(violations === "" ? [] : [violations]), ...accepted];
  return `${total} ${total === 1 ? "subscription" : "subscriptions"}: ${said.join("; ")}`;
}

/** The worst that happens to events. Says "No events are lost" only if that is decided for every change. */
function consequences(changes: readonly Change[]): readonly string[] {
  const count = (fate: Fate): number => changes.filter((one) => fateOf(one) === fate).length;
  const order = Map.groupBy(
    changes.filter((one) => isNewName(one) && !isIdle(one)),
    orderOf,
  );
  const renamed = order.get("create-first")?.length ?? 0;
  const inAnyOrder = order.get("unordered")?.length ?? 0;
  const kept = order.get("not-deleted")?.length ?? 0;
  const schemas = changes.filter(
    (one) => !isNewName(one) && one.findings.some(({ id }) => id === "delivery-schema-changed"),
  ).length;
  const replaced = schemas + (order.get("delete-first")?.length ?? 0);
  const [unreceived, lost, undecided] = [count("unreceived"), count("lost"), count("undecided")];
  const refused = changes.filter(({ findings }) =>
    findings.some(({ path, level }) => path !== undefined && level === "error"),
  ).length;
  const all = [
    ...(unreceived > 0 ? [`events that nobody receives any more in ${unreceived}`] : []),
    ...(unreceived === 0 && lost > 0 ? [`events stop arriving in ${lost}`] : []),
    ...(undecided > 0 ? [`undecided in ${undecided}`] : []),
    ...(replaced > 0 ? [`events are lost while the engine deletes and creates ${replaced}`] : []),
    ...(inAnyOrder > 0 ? [`events are lost or arrive twice while Terraform deletes and creates ${inAnyOrder}`] : []),
  ];
  const assumed = changes.filter(({ findings }) => findings.some(({ id }) => id.endsWith("-assumed")));
  return [
    ...(all.length === 0 ? ["no events are lost"] : all),
    ...(assumed.length === 0 ? [] : [`rests on an assumption in ${assumed.length}`]),
    ...(renamed === 0 ? [] : [`events arrive twice while the engine creates and deletes ${renamed}`]),
    ...(kept === 0 ? [] : [`events arrive twice until somebody deletes the old ones of ${kept}`]),
    ...(refused === 0 ? [] : [`\`check\` finds errors in ${refused}`]),
  ];
}

/** What happens to the events of a subscription, as far as it is decided. */
export type Fate = "unreceived" | "lost" | "undecided" | "kept";

/** What happens to the events of a subscription that changes. `kept` is decided over every documented event. */
export function fateOf({ filter, findings, renamed }: Change): Fate {
  const has = (id: ReviewFindingId): boolean => findings.some((one) => one.id === id);
  if (has("events-unreceived")) return "unreceived";
  if (renamed !== undefined && "to" in renamed) return "kept";
  if (filter.stillDeliveredBy !== undefined) return "kept";
  if (filter.documented?.lost === "some") return "lost";
  if (has("events-unreceived-undecided") || filter.documented?.lost === "undecided") return "undecided";
  const isKept = filter.relation === "same" || filter.relation === "widened";
  return filter.documented === undefined && !isKept ? "undecided" : "kept";
}

/** Whether the change is the new name of a subscription that is renamed. */
export function isNewName({ renamed }: Change): boolean {
  return renamed !== undefined && "from" in renamed;
}

function orderOf({ renamed }: Change): RenameOrder {
  return (renamed !== undefined && "from" in renamed ? renamed.order : undefined) ?? "create-first";
}

function isIdle({ renamed }: Change): boolean {
  return renamed !== undefined && "from" in renamed && renamed.idle === true;
}

/** Whether the change is the old name of a subscription that is renamed: the new name says everything. */
export function isOldName({ renamed }: Change): boolean {
  return renamed !== undefined && "to" in renamed;
}

/** An event to show for a change, beside those of its findings. */
export interface ChangeExample {
  readonly side: "lost" | "gained";
  readonly event: Event;
  /** False where Communication Services is not documented to send such events. */
  readonly isSent: boolean;
}

/** The events that start and stop by a change; none stops where the endpoint still gets all of them by others. */
export function examplesOf({ filter }: Change): readonly ChangeExample[] {
  return (["lost", "gained"] as const).flatMap((side) => {
    const event = side === "lost" && filter.stillDeliveredBy !== undefined ? null : filter[side];
    return event === null ? [] : [{ side, event, isSent: filter.undocumented?.includes(side) !== true }];
  });
}

/** `narrowed`, `added`, `renamed, narrowed`, …: what happened to a subscription. */
export function changeTitle({ kind, filter, findings, renamed }: Change): string {
  const isRewritten = findings.some(
    ({ id, path }) => path === undefined && id.startsWith("filter-") && id !== "filter-never-matches",
  );
  if (renamed !== undefined) return isRewritten ? `renamed, ${filter.relation}` : "renamed";
  if (kind !== "changed") return kind;
  return isRewritten ? filter.relation : "settings changed";
}

const severities: readonly FindingLevel[] = ["error", "warning", "info"];

/** The level of the most severe finding that nobody accepted. */
export function levelOf({ findings }: Change): FindingLevel {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  return severities.find((level) => open.some((finding) => finding.level === level)) ?? "info";
}

/** ` Accepted until 2027-01-31: …`, or nothing for a finding that is open. */
export function acceptedWords({ accepted }: Pick<ReviewFinding, "accepted">): string {
  return accepted === undefined ? "" : ` Accepted until ${accepted.expires}: ${accepted.reason}`;
}
