import type { Handler } from "acs-events/handlers";
import type { PushNotifications } from "../services/services.ts";

/** Tells the people on duty at once; the text itself stays out of a notification that lies open on a desk. */
export function pushNotification(push: PushNotifications): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, data }) => {
    await push.send(id, `New text from ${data.from} to ${data.to}`);
  };
}
