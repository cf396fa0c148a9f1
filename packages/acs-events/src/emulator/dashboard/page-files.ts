import { readFile } from "node:fs/promises";

/** One of the page's files, as it is served. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

const files = [
  { path: "/", name: "index.html", type: "text/html; charset=utf-8" },
  { path: "/style.css", name: "style.css", type: "text/css; charset=utf-8" },
  { path: "/try-event.css", name: "try-event.css", type: "text/css; charset=utf-8" },
  { path: "/events.css", name: "events.css", type: "text/css; charset=utf-8" },
  { path: "/subscriptions.css", name: "subscriptions.css", type: "text/css; charset=utf-8" },
  { path: "/dashboard.js", name: "dashboard.js", type: "text/javascript; charset=utf-8" },
  { path: "/element.js", name: "element.js", type: "text/javascript; charset=utf-8" },
  { path: "/events.js", name: "events.js", type: "text/javascript; charset=utf-8" },
  { path: "/misses.js", name: "misses.js", type: "text/javascript; charset=utf-8" },
  { path: "/subscriptions.js", name: "subscriptions.js", type: "text/javascript; charset=utf-8" },
  { path: "/try-event.js", name: "try-event.js", type: "text/javascript; charset=utf-8" },
  { path: "/icon.svg", name: "icon.svg", type: "image/svg+xml" },
] as const;

/** Reads the files that make the page; there are no others, and nothing else of this machine is served. */
export function readPageFiles(): Promise<readonly PageFile[]> {
  return Promise.all(
    files.map(async ({ path, name, type }) => ({
      path,
      type,
      content: await readFile(new URL(`page/${name}`, import.meta.url), "utf8"),
    })),
  );
}
