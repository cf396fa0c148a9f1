import { shown } from "../../filters/azure-json/json-value.ts";

/** What is wrong with a raw id, as events have it: `8:acs:…` a user, `4:+1206…` a number, `8:orgid:…` a Teams user. */
export function rawIdProblem(value: string): string | undefined {
  if (/^[0-9]+:[^\s/]+$/.test(value)) return undefined;
  return `${shown(value)} is no raw id: it begins with the kind of user and a colon, such as "8:acs:" for a user of Communication Services or "4:+1206…" for a number, and has neither spaces nor slashes. Copy it from rawId of an event.`;
}
