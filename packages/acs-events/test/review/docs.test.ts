import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderReview } from "../../src/cli/render/review.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import type { Replay } from "../../src/review/replay.ts";
import { replayLines, replayTitle } from "../../src/review/replay-wording.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const docs = new URL("../../../../docs/", import.meta.url);
const file = fileURLToPath(new URL("reference/review-examples.md", docs));

test("the worked examples say what the code says; `npx vitest run test/review/docs.test.ts -u` writes it anew", async () => {
  const [before = "", examples = ""] = readFileSync(file, "utf8").split("\n## Worked examples\n");
  const sections = examples.split(/(?=^### )/m);
  expect(sections.filter((section) => section.startsWith("### "))).toHaveLength(3);
  const written = `${before}\n## Worked examples\n${sections.map(withOutput).join("")}`;
  await expect(written).toMatchFileSnapshot(file);
});

/** The section, its last block being what the review of its two JSON blocks prints. */
function withOutput(section: string): string {
  const [base, head] = [...section.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = ""]) =>
    readSubscriptionSet(JSON.parse(json)),
  );
  if (base === undefined || head === undefined) return section;
  const output = renderReview(compareSubscriptions(base.subscriptions, head.subscriptions));
  return section.replace(/^```text\n.*?^```/ms, () => `\`\`\`text\n${stripVTControlCharacters(output)}\n\`\`\``);
}

test("the replay on the page is in the words of the code", () => {
  const lost = { count: 37, ids: ["4b1f9e6a", "9d2c7b10", "0a7745ee", "c3a1b0d2", "77f0e1aa"] };
  const none = { count: 0, ids: [] };
  const unmoved = ["a", "b", "c", "d"].map((subscription) => ({
    subscription,
    base: 9,
    head: 9,
    lost: none,
    gained: none,
  }));
  const replay: Replay = {
    events: 1240,
    subscriptions: [{ subscription: "support-inbound-sms", base: 112, head: 75, lost, gained: none }, ...unmoved],
    unreceived: lost,
  };
  expect(readFileSync(new URL("review.md", docs), "utf8")).toContain(
    `\`\`\`text\n${[replayTitle(replay), ...replayLines(replay)].join("\n  ")}\n\`\`\``,
  );
});
