import { optionalFlag, optionalText, text } from "./field.ts";

const cloud = { kind: "string", optional: true, values: ["public", "dod", "gcch"] } as const;

/**
 * Who takes part: one of the four objects is there, and `rawId` says the same as one string, the one that stands in
 * subjects: `8:acs:…` an ACS user, `4:+1206…` a phone number, `8:orgid:…` a Teams user.
 */
const members = {
  kind: {
    kind: "string",
    optional: true,
    values: ["unknown", "communicationUser", "phoneNumber", "microsoftTeamsUser", "microsoftTeamsApp"],
  },
  communicationUser: { kind: "object", optional: true, fields: { id: text } },
  phoneNumber: { kind: "object", optional: true, fields: { value: text } },
  microsoftTeamsUser: {
    kind: "object",
    optional: true,
    fields: { userId: text, isAnonymous: optionalFlag, cloud },
  },
  microsoftTeamsApp: { kind: "object", optional: true, fields: { appId: text, cloud } },
} as const;

export const identifier = { kind: "object", fields: { rawId: text, ...members } } as const;
export const optionalIdentifier = { ...identifier, optional: true } as const;

/** A participant of a chat thread, called member in 2020. */
export const chatParticipant = {
  displayName: optionalText,
  participantCommunicationIdentifier: { kind: "object", fields: { rawId: text, ...members }, spellings: ["memberId"] },
  metadata: { kind: "object", map: "string", optional: true },
} as const;

/** A participant of a call, with the part it plays. */
export const callParticipant = {
  communicationIdentifier: identifier,
  role: {
    kind: "string",
    optional: true,
    values: ["Attendee", "Presenter", "Consumer", "Collaborator", "Organizer"],
  },
} as const;
