import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { marked } from "marked";
import type { Page } from "playwright-core";
import type { PlannedSubscription } from "../../src/plan/planned-subscription.ts";
import { printed } from "./run-command.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };

/** The comment on a pull request that narrows two filters, about as GitHub shows it. */
export async function pictureReview(page: Page, root: string, path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "acs-events-pictures-"));
  try {
    const before = deployed(await printed(root, "plan", "--format", "json"));
    const after = structuredClone(before);
    for (const { name, filter } of after) {
      if (name === "support-inbound-sms") filter.subjectBeginsWith += "1";
      if (name === "moderation-messages") filter.includedEventTypes = filter.includedEventTypes.slice(1);
    }
    const write = (name: string, plan: unknown): string => {
      writeFileSync(join(folder, name), JSON.stringify(plan));
      return join(folder, name);
    };
    const files = [write("before.json", before), write("after.json", after)];
    const markdown = await printed(root, "review", ...files, "--format", "markdown");
    const html = (await marked.parse(markdown)).replaceAll(colourful, (sign) => signs[sign] ?? sign);
    await page.setViewportSize({ width: 920, height: 400 });
    await page.setContent(
      `<style>${style}</style><div class="comment"><p class="from">acs-events review</p>${html}</div>`,
    );
    await page.locator(".comment").screenshot({ path });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The plan as if every endpoint had an address: a review says less of what gets nothing yet. */
function deployed(plan: string): Mutable<PlannedSubscription>[] {
  const subscriptions = JSON.parse(plan) as Mutable<PlannedSubscription>[];
  for (const subscription of subscriptions) delete subscription.pending;
  return subscriptions;
}

/** A machine that makes pictures may have no font with colourful signs. */
const colourful = /🛑|➖|➕|✏️|⚠️/gu;
const signs: Readonly<Record<string, string>> = {
  "🛑": '<b class="stop">●</b>',
  "➖": "<b>−</b>",
  "➕": "<b>+</b>",
  "✏️": "<b>✎</b>",
  "⚠️": '<b class="warning">▲</b>',
};

const style = `
  body { margin: 0; font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: #1f2328; }
  .comment { padding: 0 16px 12px; border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
  .from { margin: 0 -16px 12px; padding: 8px 16px; color: #59636e; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; }
  h2 { font-size: 21px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0b3; }
  h3 { font-size: 17px; }
  ul { padding-left: 28px; }
  li { margin: 4px 0; }
  details { margin: 8px 0; }
  sub { font-size: 75%; line-height: 0; color: #59636e; }
  a { color: #0969da; text-decoration: none; }
  .stop { color: #cf222e; }
  .warning { color: #bf8700; }
  code { padding: 2px 5px; font: 12px ui-monospace, "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; }
`;
