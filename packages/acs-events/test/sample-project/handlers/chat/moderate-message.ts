import type { Handler } from "acs-events/handlers";
import type { Outbox } from "../outbox.ts";

/** Words that a moderator wants to see; a real list is longer, and a real check is a service. */
const watched = /\b(?:password|credit card|gift card)\b/i;

/** Reads every message of a thread once, new and edited, and lays the conspicuous ones before a moderator. */
export function moderateMessage(
  outbox: Outbox,
): Handler<
  "Microsoft.Communication.ChatMessageReceivedInThread" | "Microsoft.Communication.ChatMessageEditedInThread"
> {
  return async ({ id, data }) => {
    const verdict = watched.test(data.messageBody ?? "") ? "for review" : "passed";
    const thread = data.threadId;
    await outbox.write("moderation", `message in ${thread ?? "a thread"} ${verdict}`, { id, thread, verdict });
  };
}
