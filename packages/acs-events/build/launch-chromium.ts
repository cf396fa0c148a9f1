import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Where Debian and its kin have a Chromium. */
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Starts a real Chromium without a window: the one of this machine where it has one, else that of the npm package. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"] });
}
