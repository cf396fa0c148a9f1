import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderReview } from "../../src/cli/render/review.ts";
import { renderAnnotations } from "../../src/review/annotations.ts";
import type { Review } from "../../src/review/change.ts";
import { renderMarkdown } from "../../src/review/markdown.ts";
import { renderSarif } from "../../src/review/sarif.ts";
import { sharedReview } from "./shared-review.ts";

const elsewhere = "infra/plans/dev.json";

test.each<[string, (review: Review) => string]>([
  ["review.txt", (review) => `${stripVTControlCharacters(renderReview(review))}\n`],
  ["review.md", renderMarkdown],
  ["review.json", (review) => `${JSON.stringify(review, null, 2)}\n`],
  ["review.sarif", (review) => renderSarif(review, elsewhere)],
  ["review.github.txt", (review) => renderAnnotations(review, elsewhere)],
])("golden/%s; accept a change by `npx vitest run test/review/formats.test.ts -u`", async (name, render) => {
  const file = fileURLToPath(new URL(`golden/${name}`, import.meta.url));
  await expect(render(sharedReview())).toMatchFileSnapshot(file);
});
