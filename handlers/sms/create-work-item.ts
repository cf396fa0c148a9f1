import type { Handler } from "acs-events/handlers";
import type { WorkItems } from "../services/services.ts";

/** Every text wants an answer: a work item for whoever is on duty. */
export function createWorkItem(workItems: WorkItems): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, data }) => {
    await workItems.create({ eventId: id, title: `Answer ${data.from}: ${data.message.trim()}` });
  };
}
