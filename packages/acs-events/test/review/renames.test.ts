import { describe, expect, test } from "vitest";
import { headline } from "../../src/review/wording.ts";
import { type Given, given, idsIn, reviewOf } from "./subscriptions.ts";

const to = (name: string, queueName: string, filter: Given = {}, more: Given = {}) =>
  given(name, "SMSReceived", filter, { queueName, ...more });

describe("a rename", () => {
  test("with another filter is told as rename and narrowing, once", () => {
    const review = reviewOf([to("texts", "q1")], [to("messages", "q1", { subjectBeginsWith: "/phonenumber/1" })]);
    expect(idsIn(review)).toEqual([
      ["messages", ["events-unreceived", "subscription-renamed", "filter-narrowed"]],
      ["texts", ["subscription-renamed"]],
    ]);
    expect(review.changes.map(({ renamed, kind }) => [kind, renamed])).toEqual([
      ["added", { from: "texts" }],
      ["removed", { to: "messages" }],
    ]);
    expect(headline(review)).toBe(
      "1 subscription: 1 renamed; events that nobody receives any more in 1; events arrive twice while the engine creates and deletes 1",
    );
  });

  test("of calls says that a call is offered twice", () => {
    const call = (name: string) =>
      given(name, "IncomingCall", { subjectEndsWith: "/recipient/4:+15551234567" }, { queueName: "calls" });
    const [change] = reviewOf([call("calls")], [call("incoming")]).changes;
    expect(change?.findings[0]?.message).toContain("events in between arrive twice, so a call is offered twice");
  });

  test.each([
    [
      "delete-first",
      /Terraform deletes that one and then creates this one/,
      /events are lost while the engine deletes/,
    ],
    ["unordered", /in no fixed order/, /events are lost or arrive twice while Terraform deletes and creates 1$/],
    ["not-deleted", /Incremental does not delete that one/, /no events are lost; .* until somebody deletes/],
  ] as const)("by something else than Pulumi says what that does: %s", (order, sentence, first) => {
    const review = reviewOf([to("texts", "q1")], [to("messages", "q1")], { renameOrder: () => order });
    const [messages, texts] = review.changes;
    expect(messages?.renamed).toEqual({ from: "texts", order });
    expect(messages?.findings[0]?.message).toMatch(sentence);
    expect(texts?.findings[0]?.message).not.toContain("the engine creates");
    expect(headline(review)).toMatch(first);
  });

  test.each<[string, Given, Given]>([
    ["to another endpoint", to("texts", "q1"), to("messages", "q2")],
    ["of another team", to("texts", "q1", {}, { team: "a" }), to("messages", "q1", {}, { team: "b" })],
    [
      "without an event in common",
      to("texts", "q1", { subjectBeginsWith: "/phonenumber/1" }),
      to("messages", "q1", { subjectBeginsWith: "/phonenumber/2" }),
    ],
  ])("is none %s", (_, before, after) => {
    const { changes } = reviewOf([before], [after]);
    expect(changes.map(({ renamed }) => renamed)).toEqual([undefined, undefined]);
  });

  test("is not guessed where two could be meant", () => {
    const parts = ["1", "2"].map((digit) => to(`part-${digit}`, "q1", { subjectBeginsWith: `/phonenumber/${digit}` }));
    const { changes } = reviewOf([to("texts", "q1")], parts);
    expect(changes.filter(({ renamed }) => renamed !== undefined)).toEqual([]);
  });
});
