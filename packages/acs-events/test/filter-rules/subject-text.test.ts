import { expect, test } from "vitest";
import { subjectTextRule } from "../../src/filter-rules/subject-text.ts";
import { over, said } from "./said.ts";

const text = (more: object, types = "SMSReceived") => said(subjectTextRule, over(types, more));

test("a star is no wildcard", () => {
  expect(text({ subjectBeginsWith: "phonenumber/*", subjectEndsWith: "*5555" })).toMatchInlineSnapshot(`
    [
      "error subject-wildcard at subjectBeginsWith: There are no wildcards in subjectBeginsWith: the star in "phonenumber/*" is compared as a star, and no subject has one. "/phonenumber/" matches everything that begins with it. [fix "/phonenumber/"]",
      "error subject-wildcard at subjectEndsWith: There are no wildcards in subjectEndsWith: the star in "*5555" is compared as a star, and no subject has one. "5555" matches everything that ends with it. [fix "5555"]",
    ]
  `);
});

test("a placeholder is not an id", () => {
  expect(text({ subjectBeginsWith: "thread/{thread-id}/" }, "ChatMessageReceived")).toMatchInlineSnapshot(`
    [
      "error subject-placeholder at subjectBeginsWith: "{thread-id}" in subjectBeginsWith looks like a placeholder of the documentation; no subject has braces. Put the value there, or end before it.",
    ]
  `);
});

test("half a character cannot be sent", () => {
  expect(text({ subjectBeginsWith: "/phonenumber/\ud83d" })).toEqual([
    expect.stringMatching(
      /^error subject-not-unicode at subjectBeginsWith: subjectBeginsWith has half of a character .*: "\/phonenumber\/\\ud83d"\. /,
    ),
  ]);
});

test("case without prefix and suffix", () => {
  expect(text({ isSubjectCaseSensitive: true })).toMatchInlineSnapshot(`
    [
      "info subject-case-unused at isSubjectCaseSensitive: isSubjectCaseSensitive is on, but there is neither subjectBeginsWith nor subjectEndsWith; it has no effect on advanced filters, which never look at case.",
    ]
  `);
  expect(text({ isSubjectCaseSensitive: true, subjectBeginsWith: "/phonenumber/1" })).toEqual([]);
});

test("ids of calls are base64", () => {
  expect(text({ subjectBeginsWith: "call/aHR0cHM6/" }, "CallStarted")).toMatchInlineSnapshot(`
    [
      "info subject-case-of-call-id at isSubjectCaseSensitive: "aHR0cHM6" is base64, where case matters, but the comparison ignores case, so that another call could match by chance. Set "isSubjectCaseSensitive": true. [fix true]",
    ]
  `);
  expect(text({ subjectBeginsWith: "call/aHR0cHM6/", isSubjectCaseSensitive: true }, "CallStarted")).toEqual([]);
  expect(text({ subjectBeginsWith: "call/" }, "CallStarted")).toEqual([]);
});
