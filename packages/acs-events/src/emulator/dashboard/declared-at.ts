import { posix, win32 } from "node:path";
import type { PlaceView } from "./views.ts";

/** The project whose subscriptions are deployed here. */
export interface DeclaredSubscriptions {
  /** The folder of the project; absolute. */
  readonly root: string;
  /** Where the subscription with this name is declared: a file relative to `root`, and its line from 1. */
  at(subscription: string): { readonly file: string; readonly line: number } | undefined;
}

/** Where a subscription is declared, with a link that Visual Studio Code and editors like it open. */
export function viewPlace(declared: DeclaredSubscriptions | undefined, subscription: string): PlaceView | undefined {
  const place = declared?.at(subscription);
  if (declared === undefined || place === undefined) return undefined;
  const { root } = declared;
  const file = (root.startsWith("/") ? posix : win32).join(root, place.file).replaceAll("\\", "/");
  const path = file.split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":");
  return {
    text: `${place.file}:${place.line}`,
    href: `vscode://file${path.startsWith("/") ? "" : "/"}${path}:${place.line}`,
  };
}
