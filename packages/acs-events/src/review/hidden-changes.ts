import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FindingDraft, finding, type ReviewNote, reviewFindings } from "./change.ts";
import type { Pair } from "./pairing.ts";

export interface HiddenChanges {
  readonly findings: readonly FindingDraft[];
  /** Why the filters cannot be compared, where a part of one is hidden and not certain to be the same. */
  readonly filter?: string;
}

/** The values that a preview says differ though they cannot be seen; `changed` are the paths that it names. */
export function hiddenChanges(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
  changed: readonly string[] | undefined,
): HiddenChanges {
  const paths = hiddenPaths(base, head);
  const inFilter = paths.filter((path) => isWithin(path, "filter"));
  const unsure = inFilter.filter((path) => changed === undefined || isNamed(path, changed));
  const beside = paths.filter((path) => !inFilter.includes(path) && changed !== undefined && isNamed(path, changed));
  return {
    findings: beside.map((path) =>
      finding(
        "hidden-value-changed",
        `${path} changes; to what cannot be seen, since it is ${why(path, base, head)}.`,
        [path],
      ),
    ),
    ...(unsure.length === 0 ? becomesConditional(base, head) : { filter: `${unsure.join(" and ")} cannot be seen` }),
  };
}

/** What is new and not known, and decides whether the subscription is still there. */
function becomesConditional(base: SubscriptionRecord, head: SubscriptionRecord): Pick<HiddenChanges, "filter"> {
  const isNew = (wanted: string) => !hides(base, wanted) && hides(head, wanted);
  if (isNew("condition")) return { filter: "whether it is deployed depends on a condition that is not known" };
  if (isNew("expirationTimeUtc")) return { filter: "whether it has expired depends on a time that is not known" };
  return {};
}

function hides({ hidden }: SubscriptionRecord, wanted: string): boolean {
  return hidden.some(({ path }) => path === wanted);
}

/** Hidden values of both sides, which cannot be compared: reported once for the whole review. */
export function hiddenNotes(
  pairs: readonly Pair[],
  changedPaths: ReadonlyMap<string, readonly string[]> | undefined,
): readonly ReviewNote[] {
  if (changedPaths !== undefined) return [];
  const open = pairs.flatMap(({ base, head }) => {
    if (base === undefined || head === undefined) return [];
    const paths = hiddenPaths(base, head).filter((path) => !isWithin(path, "filter"));
    return paths.length === 0 ? [] : [`${base.name} (${paths.join(", ")})`];
  });
  if (open.length === 0) return [];
  const shown =
    open.slice(0, mostNames).join(", ") + (open.length > mostNames ? ` and ${open.length - mostNames} more` : "");
  const message = `Unknown: whether hidden values are the same on both sides, of ${shown}.`;
  return [{ id: "hidden-value-unknown", level: reviewFindings["hidden-value-unknown"], message }];
}

const mostNames = 5;

/** The paths that cannot be seen on one side or the other. */
export function hiddenPaths(base: SubscriptionRecord, head: SubscriptionRecord): readonly string[] {
  return [...new Set([...base.hidden, ...head.hidden].map(({ path }) => path))];
}

function isNamed(path: string, changed: readonly string[]): boolean {
  return changed.some((one) => isWithin(path, one) || isWithin(one, path));
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function why(path: string, ...sides: readonly SubscriptionRecord[]): string {
  const all = sides.flatMap(({ hidden }) => hidden).filter((one) => one.path === path);
  return all.some((one) => one.why === "unknown") ? "known only once it is deployed" : "a secret";
}
