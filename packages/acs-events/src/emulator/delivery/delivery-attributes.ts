import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Event } from "../../catalog/event.ts";
import type { AttributeMapping } from "./destinations.ts";

/** The most that the value of a delivery attribute may have, in bytes (Azure docs, delivery-properties). */
const valueLimit = 4096;

/**
 * The headers (or message properties) that a subscription asks for, with the values that they have for an event; without
 * one, the static ones. One whose value is not in the event, is too long or cannot be a header is omitted.
 */
export function attributeHeaders(attributes: readonly AttributeMapping[], event?: Event): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      const value = attribute.type === "Static" ? attribute.value : fieldOf(event, attribute.sourceField);
      return value !== undefined && isHeader(attribute.name, value) ? [[attribute.name.toLowerCase(), value]] : [];
    }),
  );
}

/**
 * Headers that say how a message is sent over HTTP, or where to. A subscription cannot set them: the request would not
 * arrive, or not where it should. What Azure does with such an attribute is not documented; here it is omitted.
 */
const ofTheConnection = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** As `attributeHeaders`, for a request over HTTP. */
export function httpHeaders(attributes: readonly AttributeMapping[], event?: Event): Record<string, string> {
  const headers = Object.entries(attributeHeaders(attributes, event));
  return Object.fromEntries(headers.filter(([name]) => !ofTheConnection.has(name)));
}

/** What `sourceField` (`data.from`, `subject`) names in the event, where it is text, a number or a boolean. */
function fieldOf(event: Event | undefined, sourceField: string): string | undefined {
  let value: unknown = event;
  for (const name of sourceField.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

function isHeader(name: string, value: string): boolean {
  if (Buffer.byteLength(value) > valueLimit) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
