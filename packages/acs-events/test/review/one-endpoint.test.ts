import { describe, expect, test } from "vitest";
import { filter, type Given, report, review, sms, subscription } from "./two-sets.ts";

describe("two subscriptions of one endpoint", () => {
  const type = (...includedEventTypes: string[]): Given => ({ filter: { includedEventTypes } });
  const twice = (base: readonly Given[], head: readonly Given[]) =>
    review(base, head).changes.map(({ subscription: name, findings }) => [
      name,
      findings
        .filter(({ id }) => id === "same-event-twice" || id === "subscription-shadowed")
        .map(({ id, message }) => [id, message]),
    ]);
  const elsewhere = {
    destination: {
      endpointType: "StorageQueue",
      resourceId: "/subscriptions/0/x/storageAccounts/b",
      queueName: "support",
    },
  };

  test.each<[string, Given[], Given[], unknown]>([
    [
      "a new one around another",
      [subscription("texts")],
      [subscription("texts"), subscription("again", filter({}))],
      [
        [
          "again",
          [
            [
              "subscription-shadowed",
              "Everything that texts matches reaches support by this subscription too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a new one inside another",
      [subscription("texts")],
      [subscription("texts"), subscription("again", filter({ subjectBeginsWith: "/phonenumber/15551" }))],
      [
        [
          "again",
          [
            [
              "subscription-shadowed",
              "Everything that it matches reaches support by texts too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a new one that has some in common with another",
      [subscription("texts")],
      [
        subscription("texts"),
        subscription("again", { filter: { includedEventTypes: [sms, report], subjectEndsWith: "1" } }),
      ],
      [["again", [["same-event-twice", "support gets some events twice, by this subscription and by texts."]]]],
    ],
    [
      "one that moves to where another delivers already",
      [subscription("texts"), subscription("moving", elsewhere)],
      [subscription("texts"), subscription("moving")],
      [
        [
          "moving",
          [
            [
              "subscription-shadowed",
              "Everything that it matches reaches support by texts too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "two new ones are told once",
      [],
      [subscription("a", type(sms, report)), subscription("b", type(report, "Microsoft.Communication.CallEnded"))],
      [
        ["a", []],
        ["b", [["same-event-twice", "support gets some events twice, by this subscription and by a."]]],
      ],
    ],
    [
      "a new one is told, and not the one that is renamed beside it",
      [subscription("old")],
      [subscription("named", {}), subscription("zero", filter({ subjectBeginsWith: "/phonenumber/1" }))],
      [
        ["named", []],
        ["old", []],
        [
          "zero",
          [
            [
              "subscription-shadowed",
              "Everything that named matches reaches support by this subscription too, so that each such event arrives twice.",
            ],
          ],
        ],
      ],
    ],
    [
      "a queue of the same name in another account",
      [],
      [subscription("a", type(sms)), subscription("b", elsewhere)],
      [
        ["a", []],
        ["b", []],
      ],
    ],
    [
      "what was so before is not said again",
      [subscription("a", type(sms)), subscription("b", type(sms, report))],
      [subscription("a", type(sms)), subscription("b", type(sms, report, "Microsoft.Communication.CallEnded"))],
      [["b", []]],
    ],
    [
      "only an event that is never sent would arrive twice",
      [],
      [
        subscription("a", filter({ subjectBeginsWith: "phone" })),
        subscription("b", filter({ subjectBeginsWith: "phonenumber" })),
      ],
      [
        ["a", []],
        ["b", []],
      ],
    ],
  ])("%s", (_, base, head, expected) => {
    expect(twice(base, head)).toEqual(expected);
  });
});
