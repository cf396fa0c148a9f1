import type { Review } from "../../review/change.ts";
import { printableJson } from "../../text/printable.ts";

export const reviewFormats = ["text", "json", "markdown", "sarif", "github"] as const;
export type ReviewFormat = (typeof reviewFormats)[number];

/**
 * The review as it is printed, with a line break at its end unless it is empty; what a format needs is loaded only then.
 * `elsewhere` is the file to point at for what is declared nowhere any more.
 */
export async function printedReview(review: Review, format: ReviewFormat, elsewhere: string): Promise<string> {
  switch (format) {
    case "text":
      return `${(await import("./review.ts")).renderReview(review, process.stdout.columns)}\n`;
    case "json":
      return `${printableJson(JSON.stringify(review, null, 2))}\n`;
    case "markdown":
      return (await import("../../review/markdown.ts")).renderMarkdown(review);
    case "sarif":
      return (await import("../../review/sarif.ts")).renderSarif(review, elsewhere);
    case "github":
      return (await import("../../review/annotations.ts")).renderAnnotations(review, elsewhere);
  }
}
