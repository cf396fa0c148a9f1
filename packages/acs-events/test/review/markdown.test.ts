import { expect, test } from "vitest";
import type { Review } from "../../src/review/change.ts";
import { renderMarkdown } from "../../src/review/markdown.ts";
import { sharedReview } from "./shared-review.ts";

const review = sharedReview();
const [first] = review.changes;

/** A review of `count` subscriptions like the first one. */
function large(count: number): Review {
  if (first === undefined) throw new Error("the shared review is empty");
  const changes = Array.from({ length: count }, (_, index) => ({ ...first, subscription: `archive-${index}` }));
  return { ...review, changes, summary: { ...review.summary, added: count, changed: 0, removed: 0 } };
}

test.each([
  ["a few: events and picture", 5, true, true, undefined],
  ["more: the events go", 60, false, true, undefined],
  ["many: the picture goes, and then subscriptions from the end", 1000, false, false, /_\d+ more subscriptions change/],
])("%s", (_, count, events, picture, note) => {
  const text = renderMarkdown(large(count));
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text.includes("```json")).toBe(events);
  expect(text.includes("```mermaid")).toBe(picture);
  expect(/_\d+ more subscriptions change/.test(text)).toBe(note !== undefined);
  expect(text.match(/^## .*/)?.[0]).toContain(`${count} subscriptions: ${count} added`);
});

test("what others wrote is text: no tags, no mentions, no emphasis", () => {
  if (first === undefined) throw new Error("the shared review is empty");
  const team = "<b>@everyone</b> *x*";
  const text = renderMarkdown({ ...review, changes: [{ ...first, team }] });
  expect(text).toContain("### &lt;b&gt;@&#8203;everyone&lt;/b&gt; \\*x\\*");
});
