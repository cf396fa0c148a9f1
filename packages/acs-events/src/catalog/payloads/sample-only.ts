import type { EventType } from "../event-types.ts";
import { optionalIdentifier } from "./communication-identifier.ts";
import { type Field, type Fields, optionalStringMap, optionalText } from "./field.ts";

const participantWithMetadata: Field = {
  kind: "object",
  fields: { participantCommunicationIdentifier: { kind: "object", fields: { metadata: optionalStringMap } } },
};

const withRole: Field = { kind: "object", fields: { role: { kind: "string", values: ["UserRole"] } } };

/**
 * What published samples have and no other source: properties of an earlier form, mistakes, values that stand for others.
 * Filters are not offered them, but nothing says that they never occur either.
 */
export const sampleOnlyFields: { readonly [T in EventType]?: Fields } = {
  "Microsoft.Communication.CallStarted": {
    startedBy: {
      kind: "object",
      fields: {
        ...withRole.fields,
        rawId: optionalText,
        communicationUser: { kind: "object", optional: true, fields: { id: optionalText } },
      },
    },
  },
  "Microsoft.Communication.CallEnded": {
    startedBy: withRole,
    endedBy: { kind: "object", fields: { type: { kind: "string", values: ["TestCallEndedBy"] } } },
  },
  "Microsoft.Communication.CallParticipantAdded": { startedBy: withRole, user: withRole },
  "Microsoft.Communication.CallParticipantRemoved": { user: withRole },
  "Microsoft.Communication.ChatAzureBotCommandReceivedInThread": {
    senderId: optionalText,
    recipientId: optionalText,
    recipientCommunicationIdentifier: optionalIdentifier,
  },
  "Microsoft.Communication.ChatThreadParticipantAdded": { participantAdded: participantWithMetadata },
  "Microsoft.Communication.ChatThreadParticipantRemoved": { participantRemoved: participantWithMetadata },
};
