import { type Handler, on } from "../../packages/acs-events/src/handlers/handler.ts";
import type { Outbox } from "../outbox.ts";

/** Every text wants an answer: a work item for whoever is on duty. */
export function createWorkItem(outbox: Outbox): Handler {
  return on("Microsoft.Communication.SMSReceived", "create-work-item", async ({ id, data }) => {
    const title = `Answer ${data.from}: ${data.message.trim()}`;
    await outbox.write("work-items", title, { id, title, customer: data.from, number: data.to });
  });
}
