import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";

const findings = {
  "incoming-call-unfiltered": {
    level: "warning",
    says: "The filter matches IncomingCall whoever is called. A call that is redirected to a user of Communication Services comes as a second IncomingCall, and answering both makes an endless loop.",
    todo: 'Match only the callee that is meant: `{"operatorType": "StringBeginsWith", "key": "data.to.phoneNumber.value", "values": ["+18005551212"]}`, or `"subjectEndsWith": "/recipient/…"`.',
  },
} as const;

/** Azure docs, call-automation/incoming-call-notification, "Call routing options with Event Grid". */
export const incomingCallRule: FilterRule = {
  findings,
  check: (filter, { path, types, listed: explicit }) => {
    if (!explicit || !types.includes("Microsoft.Communication.IncomingCall")) return [];
    const { subjectEndsWith, advancedFilters } = filter;
    const byCallee = subjectEndsWith !== "" || advancedFilters.some(({ key }) => /^(?:subject$|data\.to\.)/i.test(key));
    if (byCallee) return [];
    const message =
      'The filter matches IncomingCall whoever is called. A call that is redirected to a user of Communication Services comes once more, and answering both makes an endless loop. Add a condition on the callee: {"operatorType": "StringBeginsWith", "key": "data.to.phoneNumber.value", "values": ["+18005551212"]}.';
    return [finding(findings, "incoming-call-unfiltered", { message, path: `${path}.advancedFilters` })];
  },
};
