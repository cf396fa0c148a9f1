import { expect, test } from "vitest";
import { incomingCallRule } from "../../src/filter-rules/incoming-call.ts";
import { condition, over, said } from "./said.ts";

test("whoever is called", () => {
  expect(said(incomingCallRule, over("IncomingCall"))).toMatchInlineSnapshot(`
    [
      "warning incoming-call-unfiltered at advancedFilters: The filter matches IncomingCall whoever is called. A call that is redirected to a user of Communication Services comes once more, and answering both makes an endless loop. Add a condition on the callee: {"operatorType": "StringBeginsWith", "key": "data.to.phoneNumber.value", "values": ["+18005551212"]}.",
    ]
  `);
});

test.each([
  [
    "a callee by number",
    { advancedFilters: [condition("StringBeginsWith", "data.to.PhoneNumber.Value", { values: ["+1800"] })] },
  ],
  [
    "no callee of Communication Services",
    { advancedFilters: [condition("StringNotBeginsWith", "data.to.rawid", { values: ["8"] })] },
  ],
  ["a callee by subject", { subjectEndsWith: "/recipient/8:acs:x" }],
])("%s is chosen", (_, more) => {
  expect(said(incomingCallRule, over("IncomingCall", more))).toEqual([]);
});

test("the caller does not help", () => {
  expect(said(incomingCallRule, over("IncomingCall", { subjectBeginsWith: "/caller/4:+1206" }))).toHaveLength(1);
});
