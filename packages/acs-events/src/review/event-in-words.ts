import { type Event, isCloudEvent } from "../catalog/event.ts";
import { shortType } from "../filter-rules/wording.ts";
import { defaultAssumptions } from "../filters/assumptions.ts";
import { compileKey, unmatchable } from "../filters/match/keys.ts";
import { escapeControls } from "../text/printable.ts";

/**
 * `SMSReceived data.to "+1206…" /phonenumber/12065550100`: enough of an event to recognise it. What stands where `keys` look
 * comes first, and is never cut off.
 */
export function shortEvent(event: Event, keys: readonly string[] = []): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  const asked = askedFields(event, keys);
  const fields = asked.length === 0 ? "" : `${asked.join(", ")}, subject `;
  return `${escapeControls(shortType(type))} ${fields}${escapeControls(event.subject ?? "(no subject)")}`;
}

/** `data.to "+1555…", data.from missing`: the values that conditions look at, never shortened. */
function askedFields(event: Event, keys: readonly string[]): readonly string[] {
  const schema = isCloudEvent(event) ? "CloudEventSchemaV1_0" : "EventGridSchema";
  return keys
    .filter((key) => !/^(?:subject|eventType|type)$/i.test(key))
    .map((key) => {
      const value: unknown = compileKey(key, defaultAssumptions, schema)(event);
      if (value === unmatchable) return `${escapeControls(key)} leads nowhere`;
      return `${escapeControls(key)} ${value === undefined ? "missing" : inJson(value)}`;
    });
}

/** A value as JSON in one line, in which nothing acts on a terminal. */
export function inJson(value: unknown): string {
  return escapeControls(
    JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one)) ?? "nothing",
  );
}
