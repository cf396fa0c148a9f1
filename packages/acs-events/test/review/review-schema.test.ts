import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { Review } from "../../src/review/change.ts";
import { reviewJsonSchema, reviewSchema } from "../../src/review/review-schema.ts";
import { sharedReview } from "./shared-review.ts";

const file = new URL("../../src/review/review.schema.json", import.meta.url);

test("review/review.schema.json is what the schema makes", () => {
  expect(JSON.parse(readFileSync(file, "utf8")), "write reviewJsonSchema() into review/review.schema.json").toEqual(
    reviewJsonSchema(),
  );
});

test("a review conforms, and nothing of it is unknown to the schema", () => {
  const review = JSON.parse(JSON.stringify(sharedReview()));
  expect(reviewSchema.parse(review)).toEqual(review);
});

test("the types agree", () => {
  expectTypeOf<z.infer<typeof reviewSchema>["summary"]>().toEqualTypeOf<Mutable<Review["summary"]>>();
  expectTypeOf<z.infer<typeof reviewSchema>["changes"][number]["findings"][number]["id"]>().toEqualTypeOf<
    Review["changes"][number]["findings"][number]["id"]
  >();
});

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

describe("what is no review is refused", () => {
  const review = sharedReview();
  test.each([
    ["another version", { ...review, schemaVersion: 2 }],
    [
      "an unknown finding",
      { ...review, changes: [{ ...review.changes[0], findings: [{ id: "x", level: "info", message: "" }] }] },
    ],
    ["no summary", { ...review, summary: undefined }],
  ])("%s", (_, other) => expect(reviewSchema.safeParse(other).success).toBe(false));
});
