import type { Page } from "playwright-core";
import { printed } from "./run-command.ts";

/** Who hears what in the project. */
export async function pictureDiagram(page: Page, root: string, path: string): Promise<void> {
  const svg = await printed(root, "diagram", "--format", "svg");
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block } text { font-family: Helvetica, Arial, "Liberation Sans", "DejaVu Sans Condensed" }</style>${svg.slice(svg.indexOf("<svg"))}`,
  );
  await page.locator("svg").screenshot({ path });
}
