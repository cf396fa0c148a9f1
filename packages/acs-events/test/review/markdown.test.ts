import { expect, test } from "vitest";
import type { Change, Review } from "../../src/review/change.ts";
import { renderMarkdown } from "../../src/review/markdown.ts";
import { summaryOf } from "../../src/review/summary.ts";
import { sharedReview } from "./shared-review.ts";
import { given, reviewOf } from "./subscriptions.ts";

const review = sharedReview();
const [first] = review.changes;

/** A review of `count` subscriptions, each of which loses something else: that of one, again with other names and numbers. */
function large(count: number): Review {
  const to = (digits: string) => [given("texts-000", "SMSReceived", { subjectBeginsWith: `/phonenumber/${digits}` })];
  const one = JSON.stringify(reviewOf(to("1206555"), to("12065557")).changes);
  const changes = Array.from({ length: count }, (_, index): readonly Change[] => {
    const name = `texts-${String(index).padStart(3, "0")}`;
    return JSON.parse(one.replaceAll("texts-000", name).replaceAll("1206555", String(1_206_000 + index)));
  }).flat();
  return { schemaVersion: 1, changes, summary: summaryOf(changes, count, count) };
}

test("a few are told one by one, with their events and a picture", () => {
  const text = renderMarkdown(large(5));
  expect(text).not.toContain("| subscription |");
  expect(text.match(/```json/g)?.length).toBe(5);
  expect(text).toContain("```mermaid");
});

test.each([30, 300, 900])("%i fit into a comment of GitHub: a table on top, what matters most below it", (count) => {
  const text = renderMarkdown(large(count));
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text.match(/^## .*/)?.[0]).toContain(`${count} subscriptions: ${count} changed`);
  const rows = text.split("\n").filter((line) => line.startsWith("| 🛑 | texts-"));
  expect(rows.length).toBeGreaterThan(Math.min(count, 250) - 1);
  expect(text.includes("none of them more severe")).toBe(rows.length < count);
  expect(text).toContain("✏️ `subject begins with");
});

test("changes that mean the same are one row, and a rename is one line", () => {
  const names = ["texts-a", "texts-b", "texts-c"];
  const moved = (name: string, type: string) => given(name, type, {}, { queueName: `q-${name}` });
  const review = reviewOf(
    [
      ...names.map((name) => moved(name, "SMSReceived CallEnded")),
      given("old", "CallStarted", {}, { queueName: "q-old" }),
    ],
    [...names.map((name) => moved(name, "SMSReceived")), given("new", "CallStarted", {}, { queueName: "q-old" })],
  );
  const text = renderMarkdown(review);
  expect(text).toContain("**`3 × texts-…` narrowed**");
  expect(text).toContain("`texts-a`, `texts-b`, `texts-c`; this is the first:");
  expect(text).toContain("**`old → new` renamed**");
  expect(text.match(/renamed from old/g)).toHaveLength(1);
});

test("control characters of names and events never stand there raw", () => {
  const base = [given("a\u001b[2J\u202e", "SMSReceived", { subjectBeginsWith: "/phonenumber/\u001b]0;x\u0007" })];
  const text = renderMarkdown(reviewOf(base, []));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain("a\\u001b[2J");
});

test("what others wrote is text: no tags, no mentions, no emphasis", () => {
  if (first === undefined) throw new Error("the shared review is empty");
  const team = "<b>@everyone</b> *x*";
  const text = renderMarkdown({ ...review, changes: [{ ...first, team }] });
  expect(text).toContain("### &lt;b&gt;@&#8203;everyone&lt;/b&gt; \\*x\\*");
});
