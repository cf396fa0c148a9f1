import type { Receiver } from "./receiver.ts";

/** What is read of a plan: `acs-events plan` prints such subscriptions, and `planOf` of `acs-events/testing` makes them. */
export interface HandledSubscription {
  readonly name: string;
  readonly filter: { readonly includedEventTypes?: readonly string[] | null | undefined };
  readonly destination: { readonly endpoint: string };
}

/**
 * Compares handlers with what is delivered to them, for a test of the project: a sentence for each event type that a
 * subscription delivers to an endpoint and that the endpoint's receiver has no handler for, and for each endpoint that
 * no subscription delivers to. Empty if everything is handled.
 * @param receivers by the name of the endpoint; endpoints that are not listed are somebody else's.
 */
export function handles(
  subscriptions: readonly HandledSubscription[],
  receivers: Readonly<Record<string, Pick<Receiver, "eventTypes">>>,
): readonly string[] {
  const problems: string[] = [];
  for (const [endpoint, { eventTypes }] of Object.entries(receivers)) {
    const handled = new Set<string>(eventTypes);
    const delivering = subscriptions.filter(({ destination }) => destination.endpoint === endpoint);
    if (delivering.length === 0) problems.push(`No subscription delivers to the endpoint "${endpoint}".`);
    for (const { name, filter } of delivering) {
      const types = filter.includedEventTypes ?? [];
      if (types.length === 0) {
        problems.push(
          `The subscription "${name}" lists no event types, so nobody can say what it delivers to "${endpoint}".`,
        );
      }
      for (const type of types) {
        if (handled.has(type)) continue;
        problems.push(
          `The subscription "${name}" delivers ${type} to "${endpoint}", and no handler there takes it. Add a handler or remove the event type.`,
        );
      }
    }
  }
  return problems;
}
