import type { Event } from "../../catalog/event.ts";
import type { Relation } from "../../filter-sets/index.ts";
import type { DeclaredAt } from "../../plan/declared-at.ts";
import type { Change } from "../../review/change.ts";
import { compareSubscriptions } from "../../review/compare.ts";
import { shortEvent } from "../../review/event-in-words.ts";
import {
  hasKnownName,
  type SubscriptionFinding,
  type SubscriptionRecord,
} from "../../subscription-set/subscription-record.ts";
import { besideTheChange, type DriftedProperty, propertiesOf, twice } from "./drifted-properties.ts";

/** What is deployed, beside what is in code. Plain data; every report is printed from it. */
export interface Drift {
  readonly schemaVersion: 1;
  readonly stack: string;
  /** Whether the input is the whole list of a topic; else nothing is said to be missing in Azure. */
  readonly complete: boolean;
  /** Sorted by subscription; empty where Azure has what the code says. */
  readonly differences: readonly DriftDifference[];
  /** What could not be compared, and what is not deployed on purpose. */
  readonly notes: readonly string[];
  readonly summary: {
    readonly inAzure: number;
    readonly inCode: number;
    readonly onlyInAzure: number;
    readonly onlyInCode: number;
    readonly different: number;
    /** Of how many subscriptions a part cannot be seen. */
    readonly notSeen: number;
  };
}

export interface DriftDifference {
  readonly subscription: string;
  readonly kind: "only-in-azure" | "only-in-code" | "different";
  readonly team?: string;
  /** Where code declares it. */
  readonly declaredAt?: DeclaredAt;
  readonly differs: readonly DriftedProperty[];
  /** Present where the filters do not match the same events. */
  readonly filter?: {
    /** From what is deployed to what is in code. */
    readonly relation: Relation;
    /** An event that only the deployed filter matches, and one that only the filter in code does. */
    readonly onlyInAzure: Event | null;
    readonly onlyInCode: Event | null;
  };
}

/** What an input has in it of a subscription and could not be read. */
export type Misread = Pick<SubscriptionFinding, "subscription" | "path" | "message">;

export interface CompareOptions {
  /** Whether what is not among the deployed ones is not deployed. Default: true. */
  readonly complete?: boolean;
  readonly misread?: readonly Misread[];
}

/** Compares what is deployed with the plan of a stack by what it means. A pending subscription is deployed later. */
export function compareWithCode(
  stack: string,
  deployed: readonly SubscriptionRecord[],
  planned: readonly SubscriptionRecord[],
  { complete = true, misread = [] }: CompareOptions = {},
): Drift {
  const named = deployed.filter(hasKnownName);
  const pending = planned.filter((one) => one.pending === true);
  const there = Map.groupBy(named, (one) => one.name.toLowerCase());
  const code = new Map(planned.map((one) => [one.name.toLowerCase(), one]));
  const compared = [...there.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  const { changes } = compareSubscriptions(compared, planned, { complete: false });
  const byName = new Map(changes.map((one) => [one.subscription.toLowerCase(), one]));
  const differences: DriftDifference[] = [];
  for (const name of [...new Set([...there.keys(), ...code.keys()])].sort()) {
    const [azure, ...again] = there.get(name) ?? [];
    const own = code.get(name);
    const one = azure ?? own;
    if (one === undefined || (azure === undefined && (!complete || own?.pending === true))) continue;
    const team = own?.team ?? azure?.team;
    const declaredAt = own?.declaredAt;
    const about = {
      subscription: one.name,
      ...(team === undefined ? {} : { team }),
      ...(declaredAt === undefined ? {} : { declaredAt }),
    };
    if (azure === undefined || own === undefined) {
      differences.push({ ...about, kind: azure === undefined ? "only-in-code" : "only-in-azure", differs: [] });
      continue;
    }
    const change = byName.get(name);
    const differs = [
      ...(change === undefined ? [] : propertiesOf(change, azure, own)),
      ...besideTheChange(azure, own),
      ...twice(azure, again),
      ...misread
        .filter(({ subscription }) => subscription === azure.name)
        .map(({ path, message }) => ({ path, message })),
    ];
    const filter = change === undefined || unseen(azure, own).some(isOfFilter) ? undefined : filterOf(change);
    if (differs.length > 0 || filter !== undefined)
      differences.push({ ...about, kind: "different", differs, ...(filter === undefined ? {} : { filter }) });
  }
  const notSeen = compared.flatMap((azure) => {
    const own = code.get(azure.name.toLowerCase());
    const paths = own === undefined ? [] : unseen(azure, own);
    return paths.length === 0 ? [] : [{ name: azure.name, paths }];
  });
  const count = (kind: DriftDifference["kind"]): number => differences.filter((one) => one.kind === kind).length;
  return {
    schemaVersion: 1,
    stack,
    complete,
    differences,
    notes: [
      ...notSeen.map(
        ({ name, paths }) => `${name}: ${paths.join(", ")} cannot be seen on both sides, and so is not compared.`,
      ),
      ...pending.filter(({ name }) => !there.has(name.toLowerCase())).map(pendingNote),
    ],
    summary: {
      inAzure: deployed.length,
      inCode: planned.length,
      onlyInAzure: count("only-in-azure"),
      onlyInCode: count("only-in-code"),
      different: count("different"),
      notSeen: notSeen.length,
    },
  };
}

/** What cannot be seen on one side or the other; the condition of a template says only whether it is deployed. */
function unseen(azure: SubscriptionRecord, code: SubscriptionRecord): readonly string[] {
  const paths = [...azure.hidden, ...code.hidden].map(({ path }) => path);
  return [...new Set(paths)].filter((path) => path !== "name" && path !== "condition");
}

function isOfFilter(path: string): boolean {
  return path === "filter" || path.startsWith("filter.");
}

function pendingNote({ name }: SubscriptionRecord): string {
  return `${name} is pending in code: it is deployed once its endpoint is there.`;
}

function filterOf({ filter, findings }: Change): DriftDifference["filter"] {
  const { relation, lost, gained } = filter;
  const differs = findings.some(
    ({ id }) => id.startsWith("filter-") && id !== "filter-same" && id !== "filter-never-matches",
  );
  return differs && relation !== "same" ? { relation, onlyInAzure: lost, onlyInCode: gained } : undefined;
}

/** What the filters match on one side only, as sentences. */
export function filterSentences({ filter }: DriftDifference): readonly string[] {
  if (filter === undefined) return [];
  const { relation, onlyInAzure, onlyInCode } = filter;
  const example = (event: Event | null): string => (event === null ? "" : `, for example ${shortEvent(event)}`);
  switch (relation) {
    case "narrowed":
      return [`The filter in Azure matches more events than the one in code${example(onlyInAzure)}.`];
    case "widened":
      return [`The filter in code matches more events than the one in Azure${example(onlyInCode)}.`];
    case "overlapping":
    case "disjoint":
      return [
        `The filter in Azure matches events that the one in code does not${example(onlyInAzure)}.`,
        `The filter in code matches events that the one in Azure does not${example(onlyInCode)}.`,
      ];
    case "undecided":
      return ["The filters in Azure and in code differ; what that means for events could not be decided."];
    case "same":
      return [];
  }
}
