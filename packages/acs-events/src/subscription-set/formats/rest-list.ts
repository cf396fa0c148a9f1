import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { readingFindings } from "../reading-findings.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** One page of the REST interface's list. */
export const restList: SubscriptionForm = {
  name: "rest-list",
  accepts: 'the list of the REST interface: {"value": [{"name": …, "properties": {…}}]}',
  recognises: (json) => isJsonObject(json) && Array.isArray(json["value"]),
  sources: (json) => {
    const page = isJsonObject(json) ? json : {};
    const value = Array.isArray(page["value"]) ? page["value"] : [];
    return { sources: value.map((one: unknown) => ({ json: one })), findings: morePages(page["nextLink"]) };
  },
};

function morePages(nextLink: unknown): Finding[] {
  if (typeof nextLink !== "string" || nextLink === "") return [];
  const message =
    "This is one page of several: it has a nextLink, and the subscriptions behind that are not here. Fetch all pages into one list.";
  return [finding(readingFindings, "subscriptions-incomplete", { message, path: "nextLink" })];
}
