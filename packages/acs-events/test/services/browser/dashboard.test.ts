import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../../../build/launch-chromium.ts";
import { subscribe, textMessage } from "../../emulator/delivery/rig.ts";
import { hostile, openScene } from "./scene.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const wide = { width: 1280, height: 900 };

/** The dashboard of a scene of its own, open at a place of the page. `problems`: what the browser complained about. */
async function open(hash: string, options: BrowserContextOptions = {}) {
  const scene = await openScene();
  const context = await browser.newContext({ viewport: wide, ...options });
  onTestFinished(async () => {
    await context.close();
    await scene.close();
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(`${scene.url}/${hash}`);
  await page.locator("#connection.connected").waitFor();
  return { scene, page, problems };
}

const places = ["events", "events&event=11", "try", "filter", "subscriptions", "queues", "lost"];

const looks = [400, 1280, 2000].flatMap((width) => [
  { width, colorScheme: "light" as const, rules: "" },
  // Another scheme has other colours and nothing else.
  { width, colorScheme: "dark" as const, rules: 'runOnly: ["color-contrast"]' },
]);

test("axe-core finds nothing at 400, 1280 and 2000 pixels, light and dark", async () => {
  // Axe itself is put into the page, which the page's own policy forbids.
  const { page, scene } = await open("", { bypassCSP: true });
  await page.evaluate(axe.source);
  for (const place of places) {
    await page.goto(`${scene.url}/#tab=${place}`);
    await page.locator(`main > section[data-tab="${place.replace(/&.*/, "")}"]`).waitFor();
    await shown(page, place);
    for (const { width, colorScheme, rules } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const found = await violations(page, rules);
      const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      const look = { place, width, colorScheme };
      expect({ ...look, found, wider }).toEqual({ ...look, found: [], wider: false });
    }
  }
});

/** Waits until a tab has something to show. */
async function shown(page: Page, place: string): Promise<void> {
  const sign: Readonly<Record<string, string>> = {
    events: "#event-list li, #event-details .hint",
    "events&event=11": "#event-details .timeline li",
    try: "#answer .fates li",
    filter: "#filter-answer .fates li",
    subscriptions: ".card .badge",
    queues: ".message",
    lost: "#lost-list li",
  };
  await page
    .locator(sign[place] ?? "main")
    .first()
    .waitFor();
}

async function violations(page: Page, rules: string): Promise<readonly string[]> {
  const run = `axe.run({ resultTypes: ["violations"], ${rules} }).then(({ violations }) => violations)`;
  const found = (await page.evaluate(run)) as axe.AxeResults["violations"];
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("what an event says stays text, and the page breaks none of its own rules", async () => {
  const { page, problems } = await open("#tab=events&event=10");
  await page.locator("#event-details pre").waitFor();
  expect(await page.locator("#event-details .facts").textContent()).toContain(hostile);
  expect(await page.locator("#event-list").textContent()).toContain(hostile);
  for (const place of places) {
    await page.locator(`nav a[data-tab="${place.replace(/&.*/, "")}"]`).click();
    await shown(page, place.replace(/&.*/, ""));
  }
  expect(await page.locator("img, main script").count()).toBe(0);
  expect(await page.title()).toBe("Local Azure, dev");
  expect(problems).toEqual([]);
});

test("everything is done with the keyboard: an event is chosen, tried again, changed and sent", async () => {
  const { page, scene } = await open("");
  await page.locator("#event-list li").first().waitFor();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Tab");
  expect(await focused(page)).toContain("SMSReceived");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator("#event-details pre").waitFor();
  expect(new URL(page.url()).hash).toBe("#tab=events&event=10");
  // Not through all of the list: the next stop is what was chosen.
  for (let presses = 0; (await focused(page)) !== "Try it again"; presses += 1) {
    expect(presses).toBeLessThan(12);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.locator("#event:focus").waitFor();
  await page.locator("#send:enabled").waitFor();
  const before = scene.received();
  await page.keyboard.press("Control+Enter");
  await page.locator("#sent a").waitFor();
  expect(scene.received()).toBeGreaterThan(before);
  expect(scene.grid.publishedCount()).toBe(13);
});

async function focused(page: Page): Promise<string> {
  return String(await page.evaluate("document.activeElement?.textContent ?? ''")).trim();
}

test("attempts stand on a line of time, and the clock is turned to the next one and past all of them", async () => {
  const { page } = await open("#tab=events&event=11");
  const attempts = page.getByLabel("Attempts to deliver to support-escalation").locator("li");
  await attempts.nth(1).waitFor();
  expect(await attempts.allTextContents()).toEqual([
    expect.stringMatching(/ 503 the handler answered 503$/),
    expect.stringMatching(/ the next attempt$/),
  ]);
  await page.locator("#turn").selectOption("60000");
  await page.locator("#turn-clock").click();
  await attempts.nth(2).waitFor();
  expect(await attempts.nth(1).textContent()).toMatch(/^\+ 30 seconds 503 /);
  await page.locator("#pass-waits").click();
  await page.locator("#event-details").getByText("kept as a dead letter").waitFor();
  expect(await page.locator("#time").textContent()).toContain("nothing waits");
});

test("a handler is made to fail, and what was given up is delivered again", async () => {
  const { page, scene } = await open("#tab=subscriptions");
  const choice = page.getByLabel("Its handler, of support-sms-actions");
  await choice.selectOption("hang");
  await page.locator(".failing").waitFor();
  const before = scene.received("/api/sms");
  await page.locator('nav a[data-tab="try"]').click();
  await page.locator("#send:enabled").click();
  await page.locator("#sent a").click();
  const lost = page.getByLabel("Attempts to deliver to support-sms-actions").locator("li");
  await lost.nth(2).waitFor();
  expect(await lost.first().textContent()).toContain(
    "no answer the handler did not answer within 30 s, as was asked for",
  );
  await page.locator('nav a[data-tab="subscriptions"]').click();
  await choice.selectOption("none");
  await page.locator(".failing").waitFor({ state: "detached" });
  await page.locator('nav a[data-tab="lost"]').click();
  await page.locator("#lost").getByLabel("Deliver again to support-sms-actions").click();
  await page.locator("#lost").getByText("event 13").click();
  expect(await page.locator("#event-details .why").first().textContent()).toBe("Delivered.");
  expect(scene.received("/api/sms")).toBe(before + 1);
});

test("a filter is tried as it is written, and the address keeps it", async () => {
  const { page } = await open("#tab=filter");
  await page.locator("#filter-answer .fates").first().waitFor();
  const verdict = page.locator("#filter-verdict");
  await page
    .locator("#filter")
    .fill(
      'filter({ eventTypes: ["Microsoft.Communication.SMSReceived"],\n  subjectBeginsWith: phoneNumber("1555"), where: (event) => alert(1) })',
    );
  await page.getByRole("button", { name: "Go there, to line 2, column 61" }).click();
  expect(await verdict.textContent()).toBe("Not a filter yet");
  expect(await page.locator("#filter-mistake").textContent()).toContain('Unknown name "alert".');
  const filter = '{ "filter": { "includedEventTypes": ["Microsoft.Communication.SMSReceived"] } }';
  await page.locator("#filter").fill(filter);
  await verdict.getByText("3 of the newest 12 events would pass").waitFor();
  await page.reload();
  await verdict.getByText("3 of the newest 12 events would pass").waitFor();
  expect(await page.locator("#filter").inputValue()).toBe(filter);
  await page.locator("#filter-of").selectOption("moderation-membership");
  await verdict.getByText("2 of the newest 12 events would pass").waitFor();
});

test("a queue shows its messages, a subscription the line of its team file", async () => {
  const { page } = await open("#tab=queues");
  await page.locator(".message summary").first().click();
  expect(await page.locator(".message pre").first().textContent()).toContain('"/phonenumber/15551230000"');
  await page.locator('nav a[data-tab="subscriptions"]').click();
  const place = page.getByText("infra/teams/support.ts:8");
  expect(await place.getAttribute("href")).toBe("vscode://file/home/you/events/infra/teams/support.ts:8");
});

test("five thousand events in one go leave the page short and answering", async () => {
  const { page, scene } = await open("");
  await page.locator("#event-list li").first().waitFor();
  for (let count = 0; count < 5_000; count += 1) {
    scene.services.emit({ ...textMessage, eventType: "Microsoft.Communication.ChatThreadDeleted" });
    if (count === 2_500) await page.locator("#hold").click();
  }
  expect(await page.locator("#hold").getAttribute("aria-pressed")).toBe("true");
  await page.getByText(/new events since you held it\.$/).waitFor();
  await page.locator("#hold").click();
  await page.getByText("5012 events").waitFor();
  await page.locator("#event-list a").nth(50).click();
  await page.locator("#event-details pre").waitFor();
  expect(await page.locator("#event-list li").count()).toBe(100);
  await page.getByText("4912 older events").click();
  await page.locator('#event-list li[data-key="4911"]').waitFor();
});

test("the page says when what it shows is stale, when the local Azure was started anew, and what was redeployed", async () => {
  const { page, scene } = await open("");
  await page.locator("#event-list li").first().waitFor();
  await scene.stop();
  await page.locator("#connection.stopped").waitFor();
  expect(await page.locator("#connection").textContent()).toMatch(
    /^Not connected since .*: what you see is from before/,
  );
  await scene.restart();
  await page.getByText("The local Azure was started anew").waitFor();
  await page.locator("#connection.connected").waitFor();
  subscribe(scene.store, "support-later");
  subscribe(scene.store, "support-sms-actions", { eventDeliverySchema: "CloudEventSchemaV1_0" });
  await page.getByText(/^Redeployed at .*: added support-later; changed support-sms-actions\.$/).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  expect(await page.locator("#notice").textContent()).toBe("");

  const deployed = page.locator("#deployed");
  scene.deployment().begin();
  await deployed.getByText("Deploying what was saved: what you see is from before.").waitFor();
  scene.deployment().end();
  await page.getByText(/^Redeployed at .*: no subscription changed\.$/).waitFor();
  expect(await deployed.textContent()).toMatch(/^Deployed /);
  scene.deployment().begin();
  scene.deployment().end("infra/teams/support.ts:3: a mistake\n  and more");
  await page
    .locator("#notice.bad")
    .getByText(/^Not deployed at .*: infra\/teams\/support\.ts:3: a mistake\.$/)
    .waitFor();
  expect(await deployed.textContent()).toMatch(/^Not deployed at .*: what was there before stays\.$/);
});
