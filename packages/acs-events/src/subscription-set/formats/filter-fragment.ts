import { locateFilter } from "../../filters/azure-json/index.ts";
import { unnamed } from "../subscription-record.ts";
import type { SubscriptionForm } from "./subscription-form.ts";

/** A filter by itself, as articles print it. */
export const filterFragment: SubscriptionForm = {
  name: "filter",
  accepts: 'a filter alone: {"includedEventTypes": …, "subjectBeginsWith": …} or "filter": {…}',
  recognises: (json) => locateFilter(json) !== undefined,
  sources: (json) => ({
    sources: [{ json: { filter: locateFilter(json)?.json }, name: unnamed, filterOnly: true }],
    findings: [],
  }),
};
