import { expect, test } from "vitest";
import { chatLevelsRule } from "../../src/filter-rules/chat-levels.ts";
import { over, said } from "./said.ts";

test.each([
  ["one level", over("ChatMessageReceived ChatThreadCreatedWithUser")],
  ["both levels of different news", over("ChatMessageReceivedInThread ChatParticipantAddedToThreadWithUser")],
  ["every type, which is said elsewhere", { includedEventTypes: ["All"] }],
  [
    "a suffix that one level never has",
    over("ChatMessageReceived ChatMessageReceivedInThread", { subjectEndsWith: "/recipient/8:acs:x" }),
  ],
])("%s passes", (_, filter) => {
  expect(said(chatLevelsRule, filter)).toEqual([]);
});

test("the same news on both levels", () => {
  expect(said(chatLevelsRule, over("ChatMessageReceived ChatMessageReceivedInThread"))).toMatchInlineSnapshot(`
    [
      "warning chat-levels-both at includedEventTypes: The same news comes on both levels of chat: ChatMessageReceived with ChatMessageReceivedInThread. User-level events come once for each user but the sender, thread-level events once per thread; list the types of one level.",
    ]
  `);
});

test("several news on both levels", () => {
  const types = "ChatMessageEdited ChatThreadDeleted ChatMessageEditedInThread ChatThreadWithUserDeleted";
  expect(said(chatLevelsRule, over(types))).toMatchInlineSnapshot(`
    [
      "warning chat-levels-both at includedEventTypes: The same news comes on both levels of chat: ChatMessageEdited with ChatMessageEditedInThread and ChatThreadWithUserDeleted with ChatThreadDeleted. User-level events come once for each user but the sender, thread-level events once per thread; list the types of one level.",
    ]
  `);
});
