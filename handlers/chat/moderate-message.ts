import { type Handler, on } from "../../packages/acs-events/src/handlers/handler.ts";
import type { Outbox } from "../outbox.ts";

/** Words that a moderator wants to see; a real list is longer, and a real check is a service. */
const watched = /\b(?:password|credit card|gift card)\b/i;

/** Reads every message of a thread once, new and edited, and lays the conspicuous ones before a moderator. */
export function moderateMessage(outbox: Outbox): readonly Handler[] {
  const look = async (id: string, thread: string | undefined, text: string | undefined): Promise<void> => {
    const verdict = watched.test(text ?? "") ? "for review" : "passed";
    await outbox.write("moderation", `message in ${thread ?? "a thread"} ${verdict}`, { id, thread, verdict });
  };
  return [
    on("Microsoft.Communication.ChatMessageReceivedInThread", "moderate-message", ({ id, data }) =>
      look(id, data.threadId, data.messageBody),
    ),
    on("Microsoft.Communication.ChatMessageEditedInThread", "moderate-edited-message", ({ id, data }) =>
      look(id, data.threadId, data.messageBody),
    ),
  ];
}
