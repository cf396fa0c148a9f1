import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { z } from "zod";
import type { EventGridEvent } from "../../catalog/event.ts";
import { sendPath } from "../../emulator/arm/send.ts";
import { UserError } from "../../text/user-error.ts";

const sentEvent = z.object({
  id: z.string(),
  eventType: z.string(),
  subject: z.string(),
  refused: z.string().optional(),
  deliveries: z.array(z.object({ subscription: z.string(), outcome: z.string(), detail: z.string() })),
});

/** What became of an event, as the local Azure tells it. */
export type SentEvent = z.infer<typeof sentEvent>;

const answers = z.union([
  z.object({ events: z.array(sentEvent) }),
  z.object({ error: z.object({ message: z.string() }) }),
]);

/** A request has at most this many events, and this many characters. */
const mostEvents = 500;
const mostCharacters = 1_000_000;

/**
 * Sends events to the local Azure at `address`, in their order, and answers who received them. Throws a `UserError` where
 * it does not take them.
 */
export async function postEvents(address: string, events: readonly EventGridEvent[]): Promise<readonly SentEvent[]> {
  const sent: SentEvent[] = [];
  for (const part of inParts(events)) sent.push(...(await postPart(address, part)));
  return sent;
}

/** Parts that one request can take; an event that is too large goes alone, and is refused with the reason. */
function inParts(events: readonly EventGridEvent[]): readonly (readonly EventGridEvent[])[] {
  const parts: EventGridEvent[][] = [];
  let characters = 0;
  for (const event of events) {
    const length = JSON.stringify(event).length;
    const last = parts.at(-1);
    if (last === undefined || last.length >= mostEvents || characters + length > mostCharacters) {
      parts.push([event]);
      characters = length;
    } else {
      last.push(event);
      characters += length;
    }
  }
  return parts;
}

async function postPart(address: string, events: readonly EventGridEvent[]): Promise<readonly SentEvent[]> {
  const text = await post(`${address}${sendPath}`, JSON.stringify({ events })).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`The local Azure at ${address} does not answer: ${why}.`);
  });
  const answer = answers.safeParse(parse(text));
  if (!answer.success) throw new UserError(`What answers at ${address} is not a local Azure of this version.`);
  if ("error" in answer.data) throw new UserError(answer.data.error.message);
  return answer.data.events;
}

/** A certificate that was made on the spot is signed by nobody; the address is on this machine. */
const trusting = { rejectUnauthorized: false };

function post(url: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const isSecure = url.startsWith("https:");
  return new Promise((resolve, reject) => {
    const options = { method: "POST", headers, ...(isSecure ? trusting : {}) };
    const sent = (isSecure ? secureRequest : plainRequest)(url, options, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
