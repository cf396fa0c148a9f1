import type { Event } from "../../catalog/event.ts";
import type { Filter } from "../filter.ts";
import { compileTypeTest, listedTypes } from "../match/basic.ts";
import { type Comparison, foldingOf } from "../match/comparison.ts";
import { compileCondition } from "../match/condition.ts";
import { compileKey, type KeyReader } from "../match/keys.ts";
import type { Semantics } from "../semantics.ts";
import { type Check, comparisonText } from "./check.ts";
import { buildNode, type Entry, type Node } from "./node.ts";
import { type Slot, slot } from "./slot.ts";
import type { IndexedSubscription } from "./subscription-index.ts";

/** Subscriptions by the event types that they list, and those that are asked about events of every type. */
export interface Arrangement {
  readonly byType: ReadonlyMap<string, Node>;
  readonly ofEveryType: Node | undefined;
}

/** A subscription that lists more types than this is filed once, and its list becomes one more thing to ask. */
const mostTypes = 8;

export function arrange(subscriptions: readonly IndexedSubscription[], semantics: Semantics): Arrangement {
  const checksOf = checkMaker(semantics);
  const byType = new Map<string, Entry[]>();
  const ofEveryType: Entry[] = [];
  for (const [position, subscription] of subscriptions.entries()) {
    const types = listedTypes(subscription.filter, semantics);
    const checks = checksOf(subscription);
    if (types === "All") ofEveryType.push({ position, checks });
    else if (types.size > mostTypes)
      ofEveryType.push({ position, checks: [checksOf.types(subscription.filter, types), ...checks] });
    else {
      for (const type of types) {
        const entries = byType.get(type);
        if (entries === undefined) byType.set(type, [{ position, checks }]);
        else entries.push({ position, checks });
      }
    }
  }
  return {
    byType: new Map([...byType].map(([type, entries]) => [type, buildNode(entries)])),
    ofEveryType: ofEveryType.length > 0 ? buildNode(ofEveryType) : undefined,
  };
}

interface CheckMaker {
  (subscription: IndexedSubscription): readonly Check[];
  readonly types: (filter: Filter, types: ReadonlySet<string>) => Check;
}

/** Makes the checks of a subscription; what is asked twice is made once. */
function checkMaker(semantics: Semantics): CheckMaker {
  const fold = foldingOf(semantics);
  const slots = new Map<string, Slot>();
  const known = new Map<string, Check>();

  const slotFor = (name: string, read: () => KeyReader, folding = fold): Slot => {
    const existing = slots.get(name);
    if (existing !== undefined) return existing;
    const added = slot(slots.size, read(), folding);
    slots.set(name, added);
    return added;
  };
  const intern = (name: string, make: () => Omit<Check, "answeredFor" | "held">): Check => {
    const existing = known.get(name);
    if (existing !== undefined) return existing;
    const added: Check = { ...make(), answeredFor: 0, held: false };
    known.set(name, added);
    return added;
  };

  const subjectCheck = (kind: "text-begins" | "text-ends", text: string, caseSensitive: boolean): Check => {
    const wanted = caseSensitive ? text : fold(text);
    return intern(`${kind} ${caseSensitive} ${wanted}`, () => ({
      slot: slotFor(
        `subject ${caseSensitive}`,
        () => (event) => event.subject,
        caseSensitive ? (given) => given : fold,
      ),
      comparison: { kind, texts: [wanted] },
      negative: false,
      arrays: false,
      indexable: semantics.missingSubject === "does-not-pass",
      test: subjectTest(kind, wanted, caseSensitive ? (given) => given : fold, semantics),
    }));
  };

  const checks = ({ filter, deliverySchema }: IndexedSubscription): readonly Check[] => {
    const made = new Set<Check>();
    const { subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive } = filter;
    if (subjectBeginsWith !== "") made.add(subjectCheck("text-begins", subjectBeginsWith, isSubjectCaseSensitive));
    if (subjectEndsWith !== "") made.add(subjectCheck("text-ends", subjectEndsWith, isSubjectCaseSensitive));
    for (const advanced of filter.advancedFilters) {
      const condition = compileCondition(advanced, filter.enableAdvancedFilteringOnArrays, semantics);
      // The key as it is spelled: where two properties differ in case only, spelling decides between them.
      const key = `${deliverySchema ?? "any"} ${advanced.key}`;
      const name = `${key} ${condition.negative} ${condition.arrays} ${comparisonText(condition.comparison)}`;
      made.add(
        intern(name, () => ({
          slot: slotFor(key, () => compileKey(advanced.key, semantics, deliverySchema)),
          comparison: condition.comparison,
          negative: condition.negative,
          arrays: condition.arrays,
          indexable: true,
          test: condition.test,
        })),
      );
    }
    return [...made];
  };

  const types = (filter: Filter, listed: ReadonlySet<string>): Check =>
    intern(`types ${JSON.stringify([...listed])}`, () => {
      const passes = compileTypeTest(filter, semantics) ?? (() => true);
      return {
        slot: slotFor("event", () => (event) => event),
        comparison: { kind: "boolean-equals", value: true },
        negative: false,
        arrays: false,
        indexable: false,
        test: (event) => passes(event as Event),
      };
    });

  return Object.assign(checks, { types });
}

function subjectTest(
  kind: Comparison["kind"],
  wanted: string,
  fold: (text: string) => string,
  semantics: Semantics,
): (subject: unknown, folded?: string) => boolean {
  const whenMissing = semantics.missingSubject === "passes";
  return (subject, folded) => {
    if (typeof subject !== "string") return whenMissing;
    const text = folded ?? fold(subject);
    return kind === "text-begins" ? text.startsWith(wanted) : text.endsWith(wanted);
  };
}
