import { readFile } from "node:fs/promises";

/** One of the page's files, as it is served. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

/** The page is `index.html`; every other file has the address of its name. */
const names = [
  "index.html",
  "address.js",
  "asking.js",
  "clock.js",
  "controls.css",
  "dashboard.js",
  "element.js",
  "event-details.js",
  "events.css",
  "events.js",
  "fates.css",
  "icon.svg",
  "lost.js",
  "misses.js",
  "notices.js",
  "queues.js",
  "style.css",
  "subscriptions.css",
  "subscriptions.js",
  "times.js",
  "try-event.css",
  "try-event.js",
  "try-filter.js",
] as const;

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** Reads the files that make the page; there are no others, and nothing else of this machine is served. */
export function readPageFiles(): Promise<readonly PageFile[]> {
  return Promise.all(
    names.map(async (name) => ({
      path: name === "index.html" ? "/" : `/${name}`,
      type: types[name.slice(name.lastIndexOf(".") + 1)] ?? "",
      content: await readFile(new URL(`page/${name}`, import.meta.url), "utf8"),
    })),
  );
}
