import type { Filter } from "../../src/filters/filter.ts";
import type { StackSettings } from "../../src/plan/stack-settings.ts";

/** Texts to and from the numbers that begin with 1 555. */
export const texts: Filter = {
  kind: "filter",
  eventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"],
  subjectBeginsWith: "/phonenumber/1555",
  subjectEndsWith: "",
  isSubjectCaseSensitive: false,
  enableAdvancedFilteringOnArrays: false,
  advancedFilters: [],
};

/** A stack with an endpoint of each sort: made by the program, there already, without an address. */
export const dev: StackSettings = {
  name: "dev",
  endpoints: {
    queue: { kind: "storage-queue", create: true },
    crm: { kind: "webhook", url: "https://crm.contoso.example/api/sms" },
    pending: { kind: "webhook", path: "/api/sms" },
  },
  defaults: {},
  deadLetterContainer: "undelivered",
  values: { supportNumbers: "1555" },
};
