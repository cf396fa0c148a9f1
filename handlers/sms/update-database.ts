import type { Handler } from "acs-events/handlers";
import type { TextStore } from "../services/services.ts";

/** Files every text under the number that it came from. Saved twice, it is one row. */
export function updateDatabase(texts: TextStore): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, time, data }) => {
    const { from, to, message, receivedTimestamp } = data;
    await texts.save({ id, from, to, message, receivedAt: receivedTimestamp ?? time ?? "" });
  };
}
