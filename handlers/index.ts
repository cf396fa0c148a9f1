import { createReceiver, type Receiver } from "../packages/acs-events/src/handlers/receiver.ts";
import { moderateMessage } from "./chat/moderate-message.ts";
import type { Outbox } from "./outbox.ts";
import { createWorkItem } from "./sms/create-work-item.ts";
import { pushNotification } from "./sms/push-notification.ts";
import { updateDatabase } from "./sms/update-database.ts";

/** Which handlers listen where; the paths are those of the endpoints in the stacks' configuration. */
export function receivers(outbox: Outbox, log?: (line: string) => void): Readonly<Record<string, Receiver>> {
  const options = log === undefined ? {} : { log };
  return {
    "/api/sms": createReceiver({
      handlers: [updateDatabase(outbox), createWorkItem(outbox), pushNotification(outbox)],
      ...options,
    }),
    "/api/chat": createReceiver({ handlers: [...moderateMessage(outbox)], ...options }),
  };
}
