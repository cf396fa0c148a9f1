import { expect, test } from "vitest";
import {
  azureRules,
  filterRefusals,
  refusedFindings,
} from "../../../src/emulator/resources/event-subscription-filter.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { filterRules } from "../../../src/filter-rules/index.ts";
import { account, contosoWorld, topicId } from "../local-world.ts";

test("knows every rule that Azure keeps too", () => {
  const all = refusedFindings(filterRules);
  expect(all.size).toBeGreaterThan(5);
  expect([...refusedFindings(azureRules)].sort()).toEqual([...all].sort());
});

/** What is refused of the filter of a subscription to Communication Services. */
function refusalsOf(filter: ResourceProperties) {
  return filterRefusals({ filter }, topicId, contosoWorld());
}

const condition = { operatorType: "StringIn", key: "data.from", values: ["15551234567"] };

test.each<[string, ResourceProperties]>([
  ["no event types", {}],
  ["current event types", { includedEventTypes: ["Microsoft.Communication.SMSReceived"] }],
  [
    "a prefix that can never match, which is no concern of Azure's",
    { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "phonenumber/1555" },
  ],
  ["25 conditions", { advancedFilters: Array.from({ length: 25 }, () => condition) }],
])("takes %s", (_, filter) => {
  expect(refusalsOf(filter)).toEqual([]);
});

test.each<[string, ResourceProperties, string[]]>([
  [
    "a misspelt event type",
    { includedEventTypes: ["Microsoft.Communication.SMSRecieved"] },
    ["event-type-unknown filter.includedEventTypes[0]"],
  ],
  [
    'the "All" of former API versions',
    { includedEventTypes: ["All"] },
    ["event-types-all-gone filter.includedEventTypes"],
  ],
  [
    "a former event type",
    { includedEventTypes: ["Microsoft.Communication.ChatMemberAddedToThreadWithUser"] },
    ["event-type-renamed filter.includedEventTypes[0]"],
  ],
  [
    "a callback of Call Automation",
    { includedEventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.CallConnected"] },
    ["event-type-is-callback filter.includedEventTypes[1]"],
  ],
  [
    "a list of event types that is none",
    { includedEventTypes: "Microsoft.Communication.SMSReceived" },
    ["event-types-not-list filter.includedEventTypes"],
  ],
  [
    "a value under the wrong name",
    { advancedFilters: [{ operatorType: "NumberIn", key: "data.n", value: 1 }] },
    ["operand-misplaced filter.advancedFilters[0].value"],
  ],
  [
    "an operator that does not exist",
    { advancedFilters: [{ ...condition, operatorType: "StringEquals" }] },
    ["operator-unknown filter.advancedFilters[0].operatorType"],
  ],
  [
    "too many conditions, and so too many values",
    { advancedFilters: Array.from({ length: 26 }, () => condition) },
    ["too-many-advanced-filters filter.advancedFilters", "too-many-filter-values filter.advancedFilters"],
  ],
  [
    "a value that is too long",
    { advancedFilters: [{ ...condition, values: ["1".repeat(513)] }] },
    ["value-too-long filter.advancedFilters[0].values[0]"],
  ],
])("refuses %s", (_, filter, expected) => {
  expect(refusalsOf(filter).map(({ id, path }) => `${id} ${path}`)).toEqual(expected);
});

test("takes any event type on other sources, as Azure is recorded to do", () => {
  const filter = { includedEventTypes: ["blobCreated"] };
  expect(filterRefusals({ filter }, account, contosoWorld())).toEqual([]);
});

test("a former event type is refused with its successor, in the words of the check", () => {
  const filter = { includedEventTypes: ["Microsoft.Communication.ChatMemberAddedToThreadWithUser"] };
  expect(refusalsOf(filter).map(({ message, cited }) => [message, cited])).toEqual([
    [
      expect.stringMatching(
        /^ChatMemberAddedToThreadWithUser is no longer .* Microsoft\.Communication\.ChatParticipantAddedToThreadWithUser$/,
      ),
      false,
    ],
  ]);
});
