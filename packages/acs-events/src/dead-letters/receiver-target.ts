import { setTimeout as after } from "node:timers/promises";
import { printable } from "../text/printable.ts";
import { type DeadLetter, eventToReplay } from "./dead-letter.ts";
import type { ReplayTarget, Sent } from "./replay.ts";

/** How long a receiver may take: as long as Event Grid waits. */
const timeLimit = 30_000;

/** The statuses by which a receiver takes an event (Azure documentation, delivery-and-retry). */
const taken = new Set([200, 201, 202, 203, 204]);

/**
 * Posts each event to a receiver as Event Grid would: in the schema in which it was to be delivered, with the headers
 * of a notification. `acs-events-replay` has the dead letter's key, so that a receiver can tell a replay.
 */
export function receiverTarget(url: URL): ReplayTarget {
  return {
    name: `${url.origin}${url.pathname}`,
    async send(deadLetter) {
      const { headers, body } = request(deadLetter);
      const signal = AbortSignal.timeout(timeLimit);
      try {
        const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
        // Read to its end, or cut: a receiver that never ends its answer must not hold the replay.
        await Promise.race([response.body?.cancel(), after(100)]);
        if (taken.has(response.status)) return { kind: "taken" };
        return { kind: "refused", detail: `the receiver answered ${response.status}` };
      } catch (error) {
        return failure(error);
      }
    },
  };
}

function request(deadLetter: DeadLetter) {
  const { schema, subscription, key } = deadLetter;
  const event = eventToReplay(deadLetter);
  const isCloudEvent = schema === "CloudEventSchemaV1_0";
  return {
    headers: {
      "content-type": isCloudEvent ? "application/cloudevents+json; charset=utf-8" : "application/json; charset=utf-8",
      "aeg-event-type": "Notification",
      "aeg-subscription-name": subscription,
      "aeg-delivery-count": "0",
      "acs-events-replay": encodeURI(key),
    },
    body: JSON.stringify(isCloudEvent ? event : [event]),
  };
}

/** Reasons for which no request was sent; behind any other the receiver may have the event. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"]);

function failure(error: unknown): Sent {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const message = printable(cause instanceof Error ? cause.message || code : String(cause), 200);
  if (neverSent.has(code)) return { kind: "refused", detail: `the receiver cannot be reached: ${message}` };
  return { kind: "unknown", detail: `the receiver did not answer: ${message}` };
}
