import type { EventType } from "./event-types.ts";

/**
 * Names that look like event types of Communication Services and are none any more, or never were: a subscription that
 * lists one of them gets nothing under that name.
 */
export interface FormerEventType {
  /** The current event type that carries the same news. */
  readonly replacedBy: EventType;
  /** `true`: published once, under this name. `false`: a mistake in a client library, never published. */
  readonly emitted: boolean;
  /** What happened to the name, in one sentence. */
  readonly reason: string;
}

/**
 * The two renamed types of the 2020 preview, and three names that client libraries got wrong. Sources: the first
 * "Event handling in Azure Communication Services" page (2020), the event schema page of 2021, the CHANGELOG of
 * `@azure/eventgrid` (4.1.0) and its table of system events (4.15.0 to 5.12.0).
 */
export const formerEventTypes = {
  "Microsoft.Communication.ChatMemberAddedToThreadWithUser": {
    replacedBy: "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
    emitted: true,
    reason:
      "The name of the 2020 preview; renamed in 2021 when members became participants, together with the subject segment (memberAdded is now participantAdded) and the payload.",
  },
  "Microsoft.Communication.ChatMemberRemovedFromThreadWithUser": {
    replacedBy: "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
    emitted: true,
    reason:
      "The name of the 2020 preview; renamed in 2021 when members became participants, together with the subject segment (memberRemoved is now participantRemoved) and the payload.",
  },
  "Microsoft.Communication.ChatParticipantAddedToThread": {
    replacedBy: "Microsoft.Communication.ChatThreadParticipantAdded",
    emitted: false,
    reason: "A wrong name in early versions of the client libraries, removed in 2021; the service never used it.",
  },
  "Microsoft.Communication.ChatParticipantRemovedFromThread": {
    replacedBy: "Microsoft.Communication.ChatThreadParticipantRemoved",
    emitted: false,
    reason: "A wrong name in early versions of the client libraries, removed in 2021; the service never used it.",
  },
  "Microsoft.Communication.RouterJobWorkerSelectorsExpire": {
    replacedBy: "Microsoft.Communication.RouterJobWorkerSelectorsExpired",
    emitted: false,
    reason: "Misspelt without its last letter in the JavaScript client library @azure/eventgrid up to 5.12.0.",
  },
} as const satisfies Record<`Microsoft.Communication.${string}`, FormerEventType>;

/** An old or wrong name that must not be subscribed to. */
export type FormerEventTypeName = keyof typeof formerEventTypes;

export const formerEventTypeNames = Object.freeze(Object.keys(formerEventTypes)) as readonly FormerEventTypeName[];

/** Whether `name` is one of the old or wrong names; exact, as Event Grid compares it. */
export function isFormerEventType(name: string): name is FormerEventTypeName {
  return Object.hasOwn(formerEventTypes, name);
}

/** What became of an old or wrong name; `undefined` for every other name, current event types included. */
export function formerEventType(name: string): FormerEventType | undefined {
  return isFormerEventType(name) ? formerEventTypes[name] : undefined;
}
