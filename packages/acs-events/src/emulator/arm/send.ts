import { z } from "zod";
import type { EventGridEvent } from "../../catalog/event.ts";
import type { Sender } from "../sending.ts";
import { type ArmReply, errorAnswer } from "./answer.ts";

/** The path where `acs-events send` sends events of Communication Services, behind the address of ARM. */
export const sendPath = "/acs-events/events";

const event = z.looseObject({
  id: z.string().min(1),
  eventType: z.string().min(1),
  subject: z.string(),
  eventTime: z.string(),
  data: z.unknown(),
});
const request = z.strictObject({ events: z.array(event).min(1).max(5_000) });

/** Publishes what `acs-events send` sends, and answers who received it. */
export async function send(body: string, sender: Pick<Sender, "send"> | undefined): Promise<ArmReply> {
  if (sender === undefined) {
    return errorAnswer(503, "ServiceUnavailable", "This local Azure keeps resources alone and delivers no events.");
  }
  const parsed = request.safeParse(parse(body));
  if (!parsed.success) {
    return errorAnswer(400, "BadRequest", `The events cannot be taken: ${z.prettifyError(parsed.error)}`);
  }
  return { status: 200, body: { events: await sender.send(parsed.data.events as readonly EventGridEvent[]) } };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
