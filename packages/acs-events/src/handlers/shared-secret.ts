import { createHash, timingSafeEqual } from "node:crypto";
import type { Authentication } from "./authentication.ts";
import { HandlersProblem } from "./handler.ts";

/** The secret that the stack's configuration sends: in the query of the endpoint's URL or in a delivery header. */
export interface SharedSecret {
  readonly in: "query" | "header";
  readonly name: string;
  /** One, or two while one replaces the other. */
  readonly accepted: readonly string[];
}

/** A shorter secret can be guessed. */
const minimumLength = 16;

/**
 * Accepts requests that show one of the accepted secrets. All are compared, each in constant time.
 * @throws HandlersProblem if there is no secret, more than two, or one that is too short.
 */
export function sharedSecret({ in: place, name, accepted }: SharedSecret): Authentication {
  const problems: string[] = [];
  if (accepted.length === 0 || accepted.length > 2) {
    problems.push(`There are ${accepted.length} shared secrets; give one, or two while one replaces the other.`);
  }
  if (accepted.some((secret) => secret.length < minimumLength)) {
    problems.push(`A shared secret is too short: the minimum is ${minimumLength} characters.`);
  }
  if (name === "") problems.push(`The name of the ${place} that has the shared secret is empty.`);
  if (problems.length > 0) throw new HandlersProblem(problems);
  const digests = accepted.map(digest);
  return {
    inHandshake: place === "query",
    authenticate(head) {
      const shown = place === "query" ? queryValues(head.url, name) : [head.header(name) ?? []].flat();
      if (shown.length === 0) return { kind: "absent", reason: `the ${place} "${name}" is missing` };
      let known = false;
      for (const presented of shown.map(digest)) {
        for (const one of digests) known = timingSafeEqual(one, presented) || known;
      }
      return known ? { kind: "accepted" } : { kind: "refused", reason: `the ${place} "${name}" has an unknown secret` };
    },
  };
}

/**
 * The first value of a query with this name, as a form means it and as a URL means it: a plus sign stands for a space in
 * the one and for itself in the other, and secrets in base64 have plus signs.
 */
function queryValues(url: string, name: string): readonly string[] {
  const start = url.indexOf("?");
  const query = start === -1 ? "" : url.slice(start + 1);
  const asForm = new URLSearchParams(query).get(name);
  if (asForm === null) return [];
  const literal = new URLSearchParams(query.replaceAll("+", "%2B")).get(name) ?? asForm;
  return literal === asForm ? [asForm] : [asForm, literal];
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
