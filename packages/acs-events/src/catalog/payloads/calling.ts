import type { EventTypesOfGroup } from "../event-types.ts";
import { callParticipant, identifier, optionalIdentifier } from "./communication-identifier.ts";
import { type Fields, id, number, optionalFlag, optionalText, stringMap, text } from "./field.ts";

const call = {
  startedBy: { kind: "object", fields: callParticipant },
  serverCallId: id,
  group: { kind: "object", optional: true, fields: { id: text } },
  room: { kind: "object", optional: true, fields: { id: text } },
  isTwoParty: { kind: "boolean", optional: true, nullable: true },
  correlationId: id,
  isRoomsCall: optionalFlag,
} as const;

const endReason = { kind: "object", optional: true, fields: { code: number, subCode: number, phrase: text } } as const;

const participation = {
  ...call,
  user: { kind: "object", fields: callParticipant },
  displayName: text,
  participantId: id,
  userAgent: { ...text, spellings: ["endpointType"] },
} as const;

/** Calls of ACS users. The docs of 2022 differ from the client library: duration and user agent have two names. */
export const callingPayloads = {
  "Microsoft.Communication.CallStarted": call,
  "Microsoft.Communication.CallEnded": {
    ...call,
    endedBy: {
      kind: "object",
      optional: true,
      fields: {
        communicationIdentifier: { ...identifier, spellings: ["communicationidentifier"] },
        type: { kind: "string", values: ["Participant", "MicrosoftInternal"], sdkName: "kind" },
        name: text,
      },
    },
    reason: endReason,
    callDurationInSeconds: { ...number, spellings: ["durationOfCall"] },
  },
  "Microsoft.Communication.CallParticipantAdded": participation,
  "Microsoft.Communication.CallParticipantRemoved": { ...participation, reason: endReason },
  "Microsoft.Communication.IncomingCall": {
    to: { ...identifier, sdkName: "toCommunicationIdentifier" },
    from: { ...identifier, sdkName: "fromCommunicationIdentifier" },
    serverCallId: id,
    callerDisplayName: optionalText,
    customContext: { kind: "object", optional: true, fields: { sipHeaders: stringMap, voipHeaders: stringMap } },
    incomingCallContext: text,
    /** The Java client library of 2026 calls it `onBehalfOf`; which of the two is on the wire is not published. */
    onBehalfOfCallee: { ...optionalIdentifier, spellings: ["onBehalfOf"] },
    correlationId: id,
  },
} as const satisfies Record<EventTypesOfGroup<"calling">, Fields>;
