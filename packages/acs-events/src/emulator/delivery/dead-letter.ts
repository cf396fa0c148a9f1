import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Event, isCloudEvent } from "../../catalog/event.ts";
import type { LastDeliveryOutcome } from "./outcome.ts";
import type { DeadLetterReason } from "./retry.ts";

/** What is known of an event that is given up. Times in milliseconds since 1970. */
export interface UndeliveredEvent {
  readonly reason: DeadLetterReason;
  readonly attempts: number;
  readonly lastOutcome: LastDeliveryOutcome;
  readonly publishedAt: number;
  readonly lastAttemptAt: number;
}

/**
 * An event as it is in a dead letter: as delivered, with what happened to it. The properties are those of the published
 * examples, lower case for CloudEvents and without the time of the last attempt (Azure docs, delivery-and-retry).
 */
export function deadLetterEvent(event: Event, givenUp: UndeliveredEvent): Readonly<Record<string, unknown>> {
  const publishTime = new Date(givenUp.publishedAt).toISOString();
  if (isCloudEvent(event)) {
    return {
      ...event,
      deadletterreason: givenUp.reason,
      deliveryattempts: givenUp.attempts,
      lastdeliveryoutcome: givenUp.lastOutcome,
      publishtime: publishTime,
    };
  }
  return {
    ...event,
    deadLetterReason: givenUp.reason,
    deliveryAttempts: givenUp.attempts,
    lastDeliveryOutcome: givenUp.lastOutcome,
    publishTime,
    lastDeliveryAttemptTime: new Date(givenUp.lastAttemptAt).toISOString(),
  };
}

/**
 * The name of a dead letter in its container: the subscription in upper case, then the hour in UTC, nothing padded with
 * zeros (Azure docs, manage-event-delivery).
 */
export function deadLetterPath(subscription: string, time: number, guid: string): string {
  const at = new Date(time);
  const hour = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours()].map(String);
  return [subscription.toUpperCase(), ...hour, `${guid}.json`].join("/");
}

/** Writes a dead letter, an array of events, below the container's folder; the answer is the file. */
export async function writeDeadLetter(
  containerFolder: string,
  path: string,
  events: readonly Readonly<Record<string, unknown>>[],
): Promise<string> {
  const file = join(containerFolder, ...path.split("/"));
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, `${JSON.stringify(events, undefined, 2)}\n`);
  return file;
}
