import { createHmac, timingSafeEqual } from "node:crypto";

/** Headers in lower case by which a publisher says who it is. */
export interface PublisherHeaders {
  readonly "aeg-sas-key"?: string | undefined;
  readonly "aeg-sas-token"?: string | undefined;
  readonly authorization?: string | undefined;
}

/**
 * Why Event Grid would not know a publisher; undefined for one that it knows: by a key of the topic, by a signature made
 * with one, or by any token of Entra ID, which nobody checks here (Azure docs, security-authenticate-publishing-clients).
 */
export function loginProblem(headers: PublisherHeaders, keys: readonly string[], now: Date): string | undefined {
  const key = headers["aeg-sas-key"];
  if (key !== undefined)
    return keys.includes(key) ? undefined : "The key is none of the topic's: listKeys answers them.";
  const { authorization = "" } = headers;
  if (/^Bearer\s+\S/i.test(authorization)) return undefined;
  const signature = headers["aeg-sas-token"] ?? /^SharedAccessSignature\s+(.+)$/i.exec(authorization)?.[1];
  if (signature !== undefined) return signatureProblem(signature, keys, now);
  return "The request has no aeg-sas-key, no aeg-sas-token and no Authorization.";
}

/** `r=<resource>&e=<time>&s=<signature of what stands before>`. */
function signatureProblem(token: string, keys: readonly string[], now: Date): string | undefined {
  const [, signed, expires = "", signature = ""] = /^(r=[^&]*&e=([^&]*))&s=([^&]*)$/.exec(token) ?? [];
  if (signed === undefined) return "The shared access signature is not r=…&e=…&s=….";
  const given = decoded(signature);
  const right = keys.some((key) => {
    const expected = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest();
    const actual = Buffer.from(given, "base64");
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  });
  if (!right) return "The shared access signature is not made with a key of the topic.";
  // Written without a zone, it is UTC: 11/23/2026 12:00:00 PM.
  const end = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(decoded(expires)) ? decoded(expires) : `${decoded(expires)} UTC`);
  if (Number.isNaN(end))
    return `The shared access signature ends at ${JSON.stringify(decoded(expires))}, which is not a time.`;
  return end > now.getTime() ? undefined : `The shared access signature ended at ${new Date(end).toISOString()}.`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}
