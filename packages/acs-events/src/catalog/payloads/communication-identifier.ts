import { optionalFlag, optionalText, text } from "./field.ts";

const cloud = { kind: "string", optional: true, values: ["public", "dod", "gcch"] } as const;

/**
 * Who takes part: one of the four objects is there, and `rawId` says the same as one string, the one that is in
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

/**
 * Which of the four objects goes with which beginning of `rawId`, and the property of it that says the same: all of
 * `rawId`, or what follows the beginning (the identifier models of the client libraries). `kind` is the object's name.
 */
export const identifierKinds = [
  { member: "communicationUser", property: "id", says: "all", beginnings: ["8:acs:", "8:dod-acs:", "8:gcch-acs:"] },
  { member: "phoneNumber", property: "value", says: "rest", beginnings: ["4:"] },
  {
    member: "microsoftTeamsUser",
    property: "userId",
    says: "rest",
    beginnings: ["8:orgid:", "8:dod:", "8:gcch:", "8:teamsvisitor:"],
  },
  { member: "microsoftTeamsApp", property: "appId", says: "rest", beginnings: ["28:orgid:", "28:dod:", "28:gcch:"] },
] as const satisfies readonly IdentifierKind[];

export interface IdentifierKind {
  readonly member: keyof typeof members;
  readonly property: string;
  readonly says: "all" | "rest";
  readonly beginnings: readonly string[];
}

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
