import { expect, test } from "vitest";
import { memoryInbox } from "../../src/handlers/inbox.ts";

test("the latest events are remembered, the oldest forgotten first", () => {
  const inbox = memoryInbox(2);
  for (const id of ["a", "b", "a", "c"]) inbox.add(id);
  expect(["a", "b", "c"].filter((id) => inbox.has(id))).toEqual(["a", "c"]);
});
