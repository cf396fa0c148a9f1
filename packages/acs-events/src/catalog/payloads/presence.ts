import type { EventTypesOfGroup } from "../event-types.ts";
import { identifier } from "./communication-identifier.ts";
import type { Fields } from "./field.ts";

/** A user's connection to chat ended; no other service reports presence. */
export const presencePayloads = {
  "Microsoft.Communication.UserDisconnected": { userCommunicationIdentifier: identifier },
} as const satisfies Record<EventTypesOfGroup<"presence">, Fields>;
