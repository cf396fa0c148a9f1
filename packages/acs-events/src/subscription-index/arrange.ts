import type { Assumptions } from "../filters/assumptions.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { buildTypeIndex } from "./build.ts";
import { conditionMaker } from "./condition-maker.ts";
import type { TypeIndex } from "./group.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";

/** Subscriptions by the event types that they list, and those that are asked about events of every type. */
export interface Arrangement {
  readonly byType: ReadonlyMap<string, TypeIndex>;
  readonly ofEveryType: TypeIndex | undefined;
}

/** A subscription that lists more types than this is indexed once, and its list becomes one more thing to ask. */
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
    const maker = conditionMaker(assumptions);
    const members = positions.map((position) => {
      const subscription = subscriptions[position];
      if (subscription === undefined) throw new Error(`there is no subscription ${position}`);
      const conditions = maker.conditionsOf(subscription);
      const { name, filter } = subscription;
      return { position, name, conditions: asksTypes ? [...maker.typeConditions(filter), ...conditions] : conditions };
    });
    return buildTypeIndex(members);
  };
  return {
    byType: new Map([...byType].map(([type, positions]) => [type, indexOf(positions, false)])),
    ofEveryType: ofEveryType.length > 0 ? indexOf(ofEveryType, true) : undefined,
  };
}
