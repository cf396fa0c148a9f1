import type { LocalSurroundings } from "acs-events";
import { type Receiver, type ReceiverSettings, receiver } from "acs-events/handlers";
import { moderateMessage } from "./chat/moderate-message.ts";
import { fileOutbox, type Outbox } from "./outbox.ts";
import { createWorkItem } from "./sms/create-work-item.ts";
import { pushNotification } from "./sms/push-notification.ts";
import { updateDatabase } from "./sms/update-database.ts";

/** Which handlers receive where; the paths are those of the endpoints in the stacks' configuration. */
export function receivers(outbox: Outbox, settings: ReceiverSettings): Readonly<Record<string, Receiver>> {
  const moderate = moderateMessage(outbox);
  return {
    "/api/sms": receiver({
      ...settings,
      name: "sms",
      on: {
        "Microsoft.Communication.SMSReceived": {
          "update-database": updateDatabase(outbox),
          "create-work-item": createWorkItem(outbox),
          "push-notification": pushNotification(outbox),
        },
      },
    }),
    "/api/chat": receiver({
      ...settings,
      name: "chat",
      on: {
        "Microsoft.Communication.ChatMessageReceivedInThread": { "moderate-message": moderate },
        "Microsoft.Communication.ChatMessageEditedInThread": { "moderate-edited-message": moderate },
      },
    }),
  };
}

/** The receivers of the local Azure: what the handlers do is written into a folder, and a person is told of it. */
export function localReceivers({ folder, tell }: LocalSurroundings): Readonly<Record<string, Receiver>> {
  return receivers(fileOutbox(folder, tell), { local: true });
}
