import { type Receiver, type ReceiverSettings, receiver } from "acs-events/handlers";
import { moderateMessage } from "./chat/moderate-message.ts";
import type { Services } from "./services/services.ts";
import { createWorkItem } from "./sms/create-work-item.ts";
import { pushNotification } from "./sms/push-notification.ts";
import { updateDatabase } from "./sms/update-database.ts";

/** In the function app: which receiver takes what comes into which queue of the stack's configuration. */
export const queues = { "support-queue": "/api/sms", "moderation-queue": "/api/chat" } as const;

/** Which handlers receive where; the paths are those of the endpoints in the stacks' configuration. */
export function receivers(services: Services, settings: ReceiverSettings): Readonly<Record<string, Receiver>> {
  const moderate = moderateMessage(services.moderation);
  return {
    "/api/sms": receiver({
      ...settings,
      name: "sms",
      on: {
        "Microsoft.Communication.SMSReceived": {
          "update-database": updateDatabase(services.texts),
          "create-work-item": createWorkItem(services.workItems),
          "push-notification": pushNotification(services.push),
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
