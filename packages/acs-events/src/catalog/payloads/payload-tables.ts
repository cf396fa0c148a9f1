import type { EventType, EventTypesOfGroup } from "../event-types.ts";
import { advancedMessagingPayloads } from "./advanced-messaging.ts";
import { callingPayloads } from "./calling.ts";
import { chatThreadPayloads } from "./chat-thread.ts";
import { chatUserPayloads } from "./chat-user.ts";
import { identifier } from "./communication-identifier.ts";
import { emailPayloads } from "./email.ts";
import type { Fields } from "./field.ts";
import { recordingPayloads } from "./recording.ts";
import { routerJobPayloads } from "./router-jobs.ts";
import { routerWorkerPayloads } from "./router-workers.ts";
import { smsPayloads } from "./sms.ts";

/** A user's connection to chat ended; no other service reports presence. */
const presencePayloads = {
  "Microsoft.Communication.UserDisconnected": { userCommunicationIdentifier: identifier },
} as const satisfies Record<EventTypesOfGroup<"presence">, Fields>;

/**
 * The payload of every current event type: the one source of the static types, of the fields that filters may name and
 * of the schemas. Property names are those on the wire, not those of the client libraries.
 */
export const payloadTables = {
  ...smsPayloads,
  ...chatUserPayloads,
  ...chatThreadPayloads,
  ...presencePayloads,
  ...callingPayloads,
  ...recordingPayloads,
  ...emailPayloads,
  ...advancedMessagingPayloads,
  ...routerJobPayloads,
  ...routerWorkerPayloads,
} as const satisfies Record<EventType, Fields>;
