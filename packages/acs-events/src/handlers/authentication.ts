import { createHash, timingSafeEqual } from "node:crypto";

/** Secrets that a request may show, by query (`?code=…`) or header; several at once, so that one can be exchanged. */
export interface SharedSecret {
  readonly in: "query" | "header";
  readonly name: string;
  readonly accepted: readonly string[];
}

/**
 * Whether the request shows one of the accepted secrets. Every one is compared, and in constant time, so that nothing
 * can be learned from how long the answer takes. Event Grid signs nothing: this, or Entra ID in front, is all there is.
 */
export function isAuthentic(request: Request, { in: place, name, accepted }: SharedSecret): boolean {
  const shown = place === "query" ? new URL(request.url).searchParams.get(name) : request.headers.get(name);
  if (shown === null) return false;
  return accepted.map((secret) => timingSafeEqual(digest(secret), digest(shown))).includes(true);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
