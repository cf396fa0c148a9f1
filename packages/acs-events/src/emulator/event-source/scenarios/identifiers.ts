import { stableGuid } from "../../resources/stable-guid.ts";

/** Somebody who takes part in a chat or a call, as payloads name them: the raw id, and the object that says the same. */
export interface Identifier {
  readonly rawId: string;
  readonly communicationUser?: { readonly id: string };
  readonly phoneNumber?: { readonly value: string };
  readonly microsoftTeamsUser?: { readonly userId: string };
}

/**
 * Reads a raw id (`8:acs:…`, `8:orgid:…`, `4:+1206…`), a telephone number in any form, or a name, for which an id is made
 * up: the same for the same name.
 */
export function identifierOf(who: string): Identifier {
  if (/^4:\+?\d/.test(who) || /^\+?[\d ()-]{5,}$/.test(who)) {
    const value = `+${digitsOf(who.replace(/^4:/, ""))}`;
    return { rawId: `4:${value}`, phoneNumber: { value } };
  }
  if (who.startsWith("8:orgid:")) {
    return { rawId: who, microsoftTeamsUser: { userId: who.slice("8:orgid:".length) } };
  }
  const id = /^\d+:/.test(who) ? who : `8:acs:${stableGuid("resource")}_${stableGuid("user", who)}`;
  return { rawId: id, communicationUser: { id } };
}

/** What `kind` says of an identifier in the payload of a call. */
export function kindOf({ phoneNumber, microsoftTeamsUser }: Identifier): string {
  if (phoneNumber !== undefined) return "phoneNumber";
  return microsoftTeamsUser === undefined ? "communicationUser" : "microsoftTeamsUser";
}

/** The digits of a telephone number. */
export function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, "");
}
