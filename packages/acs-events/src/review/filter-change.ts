import { contradiction, filterRelation, type SetOptions } from "../filter-sets/index.ts";
import { renderFilter } from "../filters/azure-json/index.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FilterChange, type FindingDraft, finding } from "./change.ts";
import { envelopeKeys } from "./envelope-keys.ts";

/** What a subscription of both sides lets through before and after; `unseen` says why one of the filters cannot be seen. */
export function filterChange(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
  options: SetOptions,
  unseen: string | undefined,
): { readonly filter: FilterChange; readonly findings: readonly FindingDraft[] } {
  const about = [base.filter, head.filter];
  const textual = isRewritten(base, head);
  const keys = changedKeys(base, head);
  const undecided = unseen ?? (keys === undefined ? undefined : `${keys} in the other delivery schema`);
  if (undecided !== undefined) {
    const filter: FilterChange = { relation: "undecided", lost: null, gained: null };
    const meaning =
      keys === undefined
        ? []
        : [
            finding(
              "filter-keys-change-meaning",
              `${keys} in ${head.eventDeliverySchema}: the filter has to name the keys of the schema in which events arrive.`,
              [about, base.eventDeliverySchema, head.eventDeliverySchema],
            ),
          ];
    return { filter, findings: [relationFinding(filter, undecided, about), ...meaning] };
  }
  const { relation, lost, gained, undocumented, decidedBy, reason } = filterRelation(base.filter, head.filter, options);
  const filter: FilterChange = {
    relation,
    lost: lost ?? null,
    gained: gained ?? null,
    ...(undocumented.length === 0 ? {} : { undocumented }),
    ...(decidedBy.length === 0 ? {} : { decidedBy }),
  };
  return { filter, findings: textual ? [relationFinding(filter, reason, about)] : [] };
}

/** Whether the filter differs in what goes to Azure; the order of event types is no difference. */
export function isRewritten(base: SubscriptionRecord, head: SubscriptionRecord): boolean {
  return JSON.stringify(renderFilter(base.filter)) !== JSON.stringify(renderFilter(head.filter));
}

/** `eventType is called type`, …; undefined where the delivery schema stays, or no filter depends on it. */
function changedKeys(base: SubscriptionRecord, head: SubscriptionRecord): string | undefined {
  if (base.eventDeliverySchema === head.eventDeliverySchema) return undefined;
  const keys = new Map([base, head].flatMap((one) => envelopeKeys(one.filter)).map(({ key, other }) => [key, other]));
  if (keys.size === 0) return undefined;
  const said = [...keys].map(([key, other]) => `${key} ${other === null ? "has no such name" : `is called ${other}`}`);
  return said.join(", ");
}

function relationFinding(
  { relation, decidedBy, undocumented = [] }: FilterChange,
  reason: string | undefined,
  about: readonly unknown[],
): FindingDraft {
  const rests =
    decidedBy === undefined
      ? ""
      : ` This rests on what is assumed where the documentation is silent: ${decidedBy.join(", ")}.`;
  const [noneLost, noneGained] = [undocumented.includes("lost"), undocumented.includes("gained")];
  switch (relation) {
    case "same":
      return finding(
        "filter-same",
        `The filter is written differently and lets the same events through.${rests}`,
        about,
      );
    case "widened":
      return finding(
        "filter-widened",
        noneGained
          ? `It lets more through, but nothing more that Communication Services is documented to send.${rests}`
          : `More events arrive; none of those before is missing.${rests}`,
        about,
      );
    case "narrowed":
      return finding(
        "filter-narrowed",
        noneLost
          ? `It lets less through, but all that Communication Services is documented to send goes on arriving.${rests}`
          : `Some events stop arriving, and none is new.${rests}`,
        about,
      );
    case "overlapping":
      return finding("filter-overlapping", `${overlapping(noneLost, noneGained)}${rests}`, about);
    case "disjoint":
      return finding("filter-disjoint", `${disjoint(noneLost, noneGained)}${rests}`, about);
    case "undecided":
      return finding(
        "filter-undecided",
        `Whether events are lost could not be decided: ${reason ?? "no reason is known"}. Look at it by hand.`,
        about,
      );
  }
}

const sent = "Communication Services is documented to send";

function overlapping(noneLost: boolean, noneGained: boolean): string {
  if (noneLost && noneGained)
    return `It lets other events through, but of those that ${sent} none is found that differs.`;
  if (noneLost) return `Some events start arriving; of those that stop, none is found that ${sent}.`;
  if (noneGained) return `Some events stop arriving; of those that start, none is found that ${sent}.`;
  return "Some events stop arriving, others start.";
}

function disjoint(noneLost: boolean, noneGained: boolean): string {
  if (noneLost && noneGained)
    return `The filter is another one; of what ${sent} nothing is found that passed or passes.`;
  if (noneLost) return `Events start arriving; before, nothing did that ${sent}.`;
  if (noneGained) return `No event that arrived before arrives any more, and nothing else that ${sent}.`;
  return "No event that arrived before arrives any more; others do.";
}

/** Whether the filter of a new or changed subscription can let anything through. */
export function neverMatches(one: SubscriptionRecord, options: SetOptions): readonly FindingDraft[] {
  const found = contradiction(one.filter, { ...options, universe: "documented-events" });
  if (found === undefined) return [];
  const paths = found.paths.join(" and ");
  const message =
    found.universe === "every-event"
      ? `The filter can let nothing through: ${found.paths.length === 1 ? `${paths} contradicts itself` : `${paths} contradict each other`}.`
      : `The filter lets through nothing that ${sent}: see ${paths}.`;
  return [finding("filter-never-matches", message, [one.filter])];
}
