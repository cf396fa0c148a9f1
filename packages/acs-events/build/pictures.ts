import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launchChromium } from "./launch-chromium.ts";
import { pictureDashboard } from "./pictures/dashboard.ts";
import { pictureDiagram } from "./pictures/diagram.ts";
import { pictureReview } from "./pictures/review.ts";

/*
 * Makes the pictures of the documentation from the real thing: `node build/pictures.ts PROJECT` rehearses the project,
 * reviews a change of its plan and draws it, and writes docs/pictures/*.png there.
 */

const root = resolve(process.argv[2] ?? ".");
const folder = join(root, "docs", "pictures");
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
try {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1200, height: 760 },
  });
  for (const [name, picture] of Object.entries({
    dashboard: pictureDashboard,
    review: pictureReview,
    diagram: pictureDiagram,
  })) {
    const page = await context.newPage();
    const path = join(folder, `${name}.png`);
    await picture(page, root, path);
    await page.close();
    console.log(path);
  }
} finally {
  await browser.close();
}
