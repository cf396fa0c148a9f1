import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import { isJsonObject } from "../../json/json-object.ts";
import { readingFindings } from "../reading-findings.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** One page of the REST interface's list. */
export const restList: SubscriptionForm = {
  name: "rest-list",
  accepts:
    'the list of the REST interface, {"value": [{"name": …, "properties": {…}}]}, or what `az graph query` prints',
  recognises: (json) => isJsonObject(json) && (Array.isArray(json["value"]) || isGraphAnswer(json)),
  sources: (json) => {
    const page = isJsonObject(json) ? json : {};
    if (isGraphAnswer(page)) {
      const rows = page.data.filter(isEventSubscription);
      return { sources: rows.map((one) => ({ json: one })), findings: moreRows(page) };
    }
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

/** What the Resource Graph answers: rows of any type (Azure docs, az graph query). */
function isGraphAnswer(json: Readonly<Record<string, unknown>>): json is { readonly data: readonly unknown[] } {
  return Array.isArray(json["data"]) && typeof json["total_records"] === "number";
}

function isEventSubscription(row: unknown): boolean {
  return isJsonObject(row) && /\/eventsubscriptions$/i.test(String(row["type"] ?? "/eventSubscriptions"));
}

function moreRows({ data, total_records: total }: Readonly<Record<string, unknown>>): Finding[] {
  const there = Array.isArray(data) ? data.length : 0;
  if (typeof total !== "number" || total <= there) return [];
  const message = `These are ${there} of ${total} rows. Ask for the rest with --first and --skip-token.`;
  return [finding(readingFindings, "subscriptions-incomplete", { message, path: "total_records" })];
}
