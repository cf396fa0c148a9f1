import { describe, expect, test } from "vitest";
import { answerOfAll, documentedAnswers, type EventQuestion, whyNotDocumented } from "../../src/filter-sets/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { aFilter, smsReceived, smsReport } from "./a-filter.ts";

const lost = (base: Filter, ...head: Filter[]) =>
  documentedAnswers({ passing: [{ filter: base }], notPassing: head.map((filter) => ({ filter })) });

describe("documentedAnswers", () => {
  test("each event type has its own answer", () => {
    const answers = lost(
      aFilter({ eventTypes: [smsReceived, smsReport] }),
      aFilter({ eventTypes: [smsReport], subjectBeginsWith: "/phonenumber/" }),
    );
    expect(answers).toMatchObject([
      { eventType: smsReceived, documented: true, answer: "some", event: { eventType: smsReceived } },
      { eventType: smsReport, documented: true, answer: "none" },
    ]);
    expect(answerOfAll(answers)).toBe("some");
  });

  test("several receivers together", () => {
    const base = aFilter({ eventTypes: [smsReport] });
    const status = (operatorType: "StringIn" | "StringNotIn") =>
      aFilter({ advancedFilters: [{ operatorType, key: "data.deliveryStatus", values: ["Failed"] }] });
    expect(answerOfAll(lost(base, status("StringIn"), status("StringNotIn")))).toBe("none");
    expect(answerOfAll(lost(base, status("StringIn")))).toBe("some");
  });

  test("a renamed event type has no events, a type that the catalog does not know may have any", () => {
    const former = "Microsoft.Communication.ChatMemberAddedToThreadWithUser";
    expect(lost(aFilter({ eventTypes: [former] }))).toEqual([{ eventType: former, documented: false, answer: "none" }]);
    expect(lost(aFilter({ eventTypes: ["Microsoft.Communication.New"] }))).toMatchObject([
      { eventType: "Microsoft.Communication.New", documented: false, answer: "some" },
    ]);
  });

  test("who starts a call and takes part in it is one person with one kind of identifier", () => {
    const eventTypes = ["Microsoft.Communication.CallParticipantAdded"];
    const key = "data.user.communicationIdentifier.rawId";
    const kinds = ["8:acs:1", "8:act:1", "4:15551234567", "28:orgid:1"].map((identifier) =>
      lost(aFilter({ eventTypes, advancedFilters: [{ operatorType: "StringBeginsWith", key, values: [identifier] }] })),
    );
    const events = kinds.flat().flatMap((one) => (one.answer === "some" ? [one.event] : []));
    expect(events.map(whyNotDocumented)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each([
    ["ChatMessageDeleted", "data.recipientCommunicationIdentifier", /as the first article of 2020 shows one/],
    ["CallStarted", "data.correlationId", /as one sample of the specification shows it, and the other sources do not$/],
    ["SMSReceived", "data.message", /and no source says whether there are any$/],
  ])("of %s without %s, it is said what sources show", (type, key, reason) => {
    const eventTypes = [`Microsoft.Communication.${type}`];
    const [answer] = lost(aFilter({ eventTypes, advancedFilters: [{ operatorType: "IsNullOrUndefined", key }] }));
    expect(answer).toMatchObject({ answer: "undecided", reason: expect.stringMatching(reason) });
  });

  test("the number of a person who hides it is empty", () => {
    const eventTypes = ["Microsoft.Communication.AdvancedMessageReceived"];
    const [answer] = lost(
      aFilter({ eventTypes, advancedFilters: [{ operatorType: "StringIn", key: "data.from", values: [""] }] }),
    );
    expect(answer).toMatchObject({ answer: "some", event: { data: { from: "" } } });
  });

  test("events that pass two filters", () => {
    const question = (...prefixes: readonly [string, string]): EventQuestion => ({
      passing: [
        { filter: aFilter({ eventTypes: [smsReceived], subjectBeginsWith: prefixes[0] }) },
        { filter: aFilter({ subjectBeginsWith: prefixes[1] }) },
      ],
      notPassing: [],
    });
    expect(answerOfAll(documentedAnswers(question("/phonenumber/1", "/phonenumber/12")))).toBe("some");
    expect(answerOfAll(documentedAnswers(question("/phonenumber/1", "/phonenumber/2")))).toBe("none");
  });
});
