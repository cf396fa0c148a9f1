import { expect, test } from "vitest";
import { readFilter, renderFilter } from "../../../src/filters/azure-json/index.ts";

test("every property is there in a fixed order, event types sorted and each once, conditions in theirs", () => {
  const { filter } = readFilter({
    advancedFilters: [
      { values: ["b", "a"], key: "data.x", operatorType: "StringIn" },
      { key: "data.a", operatorType: "IsNotNull" },
    ],
    includedEventTypes: [
      "Microsoft.Communication.SMSReceived",
      "Microsoft.Communication.CallEnded",
      "Microsoft.Communication.SMSReceived",
    ],
    subjectEndsWith: "x",
  });
  expect(JSON.stringify(renderFilter(filter), undefined, 1)).toMatchInlineSnapshot(`
    "{
     "includedEventTypes": [
      "Microsoft.Communication.CallEnded",
      "Microsoft.Communication.SMSReceived"
     ],
     "subjectBeginsWith": "",
     "subjectEndsWith": "x",
     "isSubjectCaseSensitive": false,
     "enableAdvancedFilteringOnArrays": false,
     "advancedFilters": [
      {
       "operatorType": "StringIn",
       "key": "data.x",
       "values": [
        "b",
        "a"
       ]
      },
      {
       "operatorType": "IsNotNull",
       "key": "data.a"
      }
     ]
    }"
  `);
});

test('every type is written ["All"], and an empty list stays one', () => {
  expect(renderFilter(readFilter({}).filter).includedEventTypes).toEqual(["All"]);
  expect(renderFilter(readFilter({ includedEventTypes: [] }).filter).includedEventTypes).toEqual([]);
});
