import type { Handler } from "acs-events/handlers";
import type { Moderation } from "../services/services.ts";

/** Words that a moderator wants to see; a real list is longer, and a real check is a service. */
const watched = /\b(?:password|credit card|gift card)\b/i;

/** Reads every message of a thread once, new and edited, and lays the conspicuous ones before a moderator. */
export function moderateMessage(
  moderation: Moderation,
): Handler<
  "Microsoft.Communication.ChatMessageReceivedInThread" | "Microsoft.Communication.ChatMessageEditedInThread"
> {
  return async ({ id, data }) => {
    const verdict = watched.test(data.messageBody ?? "") ? "for review" : "passed";
    await moderation.note(id, data.threadId ?? "a thread", verdict);
  };
}
