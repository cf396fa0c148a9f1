import { printable } from "../text/printable.ts";

/** One HTTP exchange with the site or with Azure Resource Manager, its body read. */
export interface SiteAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds, where the answer says how long to wait. */
  readonly retryAfter?: number;
}

/** The server did not answer at all: no such host, refused, or reset. `message` is safe to print. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** Throws `NoAnswer` where there is no HTTP answer, and the signal's reason where it was aborted. */
export async function exchange(url: URL, init: RequestInit, signal: AbortSignal): Promise<SiteAnswer> {
  try {
    // A redirect would lead the token elsewhere; the services asked here answer themselves.
    const response = await fetch(url, { ...init, redirect: "manual", signal });
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      body: await response.text(),
      ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: Math.min(seconds, 60) } : {}),
    };
  } catch (error) {
    signal.throwIfAborted();
    throw new NoAnswer(`${url.host} did not answer: ${printable(reasonOf(error))}`);
  }
}

/** Node says "fetch failed" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** What a body says went wrong, as one printable line: the message of a JSON error, else the text itself. */
export function saidIn(body: string): string {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json === "string") return printable(json, 300);
    const error = property(json, "error") ?? json;
    for (const name of ["message", "Message", "ExceptionMessage", "status_text", "error_description"]) {
      const text = property(error, name);
      if (typeof text === "string" && text !== "") return printable(text, 300);
    }
  } catch {
    // Not JSON: shown as it is.
  }
  return printable(body.replaceAll(/<[^>]*>|\s+/g, " ").trim(), 300);
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
