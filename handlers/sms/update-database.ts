import { type Handler, on } from "../../packages/acs-events/src/handlers/handler.ts";
import type { Outbox } from "../outbox.ts";

/** Files every text under the number that it came from. */
export function updateDatabase(outbox: Outbox): Handler {
  return on("Microsoft.Communication.SMSReceived", "update-database", async ({ id, time, data }) => {
    const { from, to, message, receivedTimestamp } = data;
    await outbox.write("database", `text of ${from} filed`, { id, from, to, message, at: receivedTimestamp ?? time });
  });
}
