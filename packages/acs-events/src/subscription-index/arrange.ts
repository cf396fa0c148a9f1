import type { Assumptions } from "../filters/assumptions.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { buildTypeIndex } from "./build.ts";
import { checkMaker } from "./check-maker.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";
import type { TypeIndex } from "./node.ts";

/** Subscriptions by the event types that they list, and those that are asked about events of every type. */
export interface Arrangement {
  readonly byType: ReadonlyMap<string, TypeIndex>;
  readonly ofEveryType: TypeIndex | undefined;
}

/** A subscription that lists more types than this is filed once, and its list becomes one more thing to ask. */
const mostTypes = 8;

export function arrange(subscriptions: readonly IndexedSubscription[], assumptions: Assumptions): Arrangement {
  const byType = new Map<string, number[]>();
  const ofEveryType: number[] = [];
  for (const [position, { filter }] of subscriptions.entries()) {
    const types = listedEventTypes(filter, assumptions);
    if (types === "All" || types.size > mostTypes) ofEveryType.push(position);
    else {
      for (const type of types) {
        const positions = byType.get(type);
        if (positions === undefined) byType.set(type, [position]);
        else positions.push(position);
      }
    }
  }
  // What belongs to one type is made in one go, so that it lies together in memory: an event needs nothing else.
  const indexOf = (positions: readonly number[], asksTypes: boolean): TypeIndex => {
    const maker = checkMaker(assumptions);
    const members = positions.map((position) => {
      const subscription = subscriptions[position];
      if (subscription === undefined) throw new Error(`there is no subscription ${position}`);
      const checks = maker.checksOf(subscription);
      const { name, filter } = subscription;
      return { position, name, checks: asksTypes ? [...maker.typeChecks(filter), ...checks] : checks };
    });
    return buildTypeIndex(members);
  };
  return {
    byType: new Map([...byType].map(([type, positions]) => [type, indexOf(positions, false)])),
    ofEveryType: ofEveryType.length > 0 ? indexOf(ofEveryType, true) : undefined,
  };
}
