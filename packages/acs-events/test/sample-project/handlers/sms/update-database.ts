import type { Handler } from "acs-events/handlers";
import type { Outbox } from "../outbox.ts";

/** Files every text under the number that it came from. */
export function updateDatabase(outbox: Outbox): Handler<"Microsoft.Communication.SMSReceived"> {
  return async ({ id, time, data }) => {
    const { from, to, message, receivedTimestamp } = data;
    await outbox.write("database", `text of ${from} filed`, { id, from, to, message, at: receivedTimestamp ?? time });
  };
}
