import type { Handler } from "acs-events/handlers";
import type { Outbox } from "../outbox.ts";

/** Tells the people on duty at once; the text itself stays out of a notification that lies open on a desk. */
export function pushNotification(outbox: Outbox): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, data }) => {
    const text = `New text from ${data.from} to ${data.to}`;
    await outbox.write("push-notifications", text, { id, text });
  };
}
