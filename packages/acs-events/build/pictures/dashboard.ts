import type { Page } from "playwright-core";
import { keepRehearsal } from "./run-command.ts";

/** A text message whose handler answers 500 three times, and then takes it. */
export async function pictureDashboard(page: Page, root: string, path: string): Promise<void> {
  const rehearsal = await keepRehearsal(root);
  try {
    await page.goto(`${rehearsal.url}/#tab=subscriptions`);
    const handler = page.getByLabel("Its handler, of support-sms-actions");
    await handler.selectOption("answer-500");
    await page.locator(".failing").first().waitFor();
    await page.locator("#passing").uncheck();
    await page.locator('nav a[data-tab="try"]').click();
    await page.locator("#send:enabled").click();
    await page.locator("#sent a").click();
    await page.locator("#event-details .timeline .wait").first().waitFor();
    await turn(page, "60000");
    await page.locator('nav a[data-tab="subscriptions"]').click();
    await handler.selectOption("none");
    await page.locator(".failing").first().waitFor({ state: "detached" });
    await page.goBack();
    await turn(page, "600000");
    await page.locator("#event-details").getByText("Delivered at attempt").waitFor();
    await page.mouse.move(0, 0);
    await page.screenshot({ path });
  } finally {
    await rehearsal.close();
  }
}

async function turn(page: Page, milliseconds: string): Promise<void> {
  await page.locator("#turn").selectOption(milliseconds);
  await page.locator("#turn-clock").click();
  await page.locator("#turned", { hasText: "Turned." }).waitFor({ state: "attached" });
}
