import type { EventCount, Replay, ReplayedSubscription } from "./replay.ts";

/** `Of 1,240 recorded events`: what the lines are about. */
export function replayTitle({ events }: Replay): string {
  return `Of ${amount(events)} recorded ${events === 1 ? "event" : "events"}`;
}

/** A line for each subscription that gets other events than before, then one for all the rest. */
export function replayLines({ subscriptions, unreceived }: Replay): readonly string[] {
  const changed = subscriptions.filter(({ lost, gained }) => lost.count + gained.count > 0);
  const rest = subscriptions.length - changed.length;
  return [
    ...(unreceived.count === 0
      ? []
      : [`${amount(unreceived.count)} that somebody got reach nobody any more${examples(unreceived)}`]),
    ...changed.map(lineOf),
    ...(rest === 0
      ? []
      : [
          changed.length === 0
            ? "every subscription gets what it got before"
            : `${rest === 1 ? "one other subscription gets what it" : `${amount(rest)} other subscriptions get what they`} got before`,
        ]),
  ];
}

function lineOf({ subscription, base, head, lost, gained }: ReplayedSubscription): string {
  const counts = `${amount(base)} → ${amount(head)}`;
  if (gained.count === 0) return `${subscription} gets ${amount(lost.count)} fewer (${counts})${examples(lost)}`;
  if (lost.count === 0) return `${subscription} gets ${amount(gained.count)} more (${counts})${examples(gained)}`;
  return `${subscription} gets ${amount(lost.count)} no more${examples(lost)}; and ${amount(gained.count)} others (${counts})${examples(gained)}`;
}

function examples({ count, ids }: EventCount): string {
  if (ids.length === 0) return "";
  return count <= ids.length ? `: ${ids.join(", ")}` : `, for example ${ids.slice(0, 3).join(", ")}`;
}

function amount(count: number): string {
  return count.toLocaleString("en-US");
}
