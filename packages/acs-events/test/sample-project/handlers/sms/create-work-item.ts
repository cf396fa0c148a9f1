import type { Handler } from "acs-events/handlers";
import type { Outbox } from "../outbox.ts";

/** Every text wants an answer: a work item for whoever is on duty. */
export function createWorkItem(outbox: Outbox): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, data }) => {
    const title = `Answer ${data.from}: ${data.message.trim()}`;
    await outbox.write("work-items", title, { id, title, customer: data.from, number: data.to });
  };
}
