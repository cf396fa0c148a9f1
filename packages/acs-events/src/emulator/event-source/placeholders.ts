import type { EventGridEvent } from "../../catalog/event.ts";
import { isEventType } from "../../catalog/event-types.ts";
import { linksOf } from "../../catalog/links.ts";
import { payloadTables } from "../../catalog/payloads/payload-tables.ts";
import { canonicalPayload } from "../../catalog/payloads/spellings.ts";
import { parseSubject } from "../../catalog/subjects.ts";
import { stableGuid } from "../resources/stable-guid.ts";

/** `{thread-id}`, and the words that some samples have in the place of an id. */
const placeholder = /\{[^{}]*\}|\b(?:rawId|id-of-[\w-]+)(?=\/|$)/g;

/**
 * The event with real-looking values where the documentation has placeholders: what the payload says of the subject's
 * variables if it says it, else made up, the same in subject and payload and from run to run. All else is as published.
 */
export function fillPlaceholders(event: EventGridEvent): EventGridEvent {
  const data = structuredClone(event.data);
  const subject = fillSubject(event, data);
  return { ...event, subject, data: fillTexts(data, event.eventType) };
}

/** Fills the subject, and in `data` the properties that say the same. */
function fillSubject({ eventType, subject }: EventGridEvent, data: unknown): string {
  const parsed = isEventType(eventType) ? parseSubject(eventType, subject) : undefined;
  if (parsed === undefined || !isEventType(eventType)) return fillText(subject, eventType);
  const paths = new Map(linksOf(eventType).map(({ variable, path }) => [variable, path]));
  // The first samples say `senderId` where a later one has an identifier object.
  const canonical = canonicalPayload(payloadTables[eventType], data).data;
  const values = Object.entries(parsed.values).map(([variable, value]) => {
    if (!hasPlaceholder(value)) return [variable, value] as const;
    const path = paths.get(variable);
    const said = path === undefined ? undefined : textAt(canonical, path);
    const filled = said === undefined || hasPlaceholder(said) || said === "" ? madeUp(variable, eventType) : said;
    if (path !== undefined && said !== undefined && hasPlaceholder(said)) setText(data, path, filled);
    return [variable, filled] as const;
  });
  return parsed.template.replaceAll(/\{(\w+)\}/g, (_, name: string) => new Map(values).get(name) ?? "");
}

function fillTexts(value: unknown, eventType: string): unknown {
  if (typeof value === "string") return fillText(value, eventType);
  if (Array.isArray(value)) return value.map((one) => fillTexts(one, eventType));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fillTexts(one, eventType)]));
}

function fillText(text: string, eventType: string): string {
  return text.replaceAll(placeholder, (name) => madeUp(name.replaceAll(/[{}]/g, ""), eventType));
}

/** A value of the kind that the name promises; Communication Services writes ids of users as `8:acs:…`. */
function madeUp(name: string, eventType: string): string {
  const guid = stableGuid(name, eventType);
  if (/thread/i.test(name)) return `19:${guid.replaceAll("-", "")}@thread.v2`;
  if (/raw-?id|id-of/i.test(name)) return `8:acs:${guid}_${stableGuid(name).slice(0, 36)}`;
  if (/phone/i.test(name)) return "15555555555";
  if (/address/i.test(name)) return "donotreply@contoso.example";
  if (/sender/i.test(name)) return "14255550123";
  return guid;
}

function hasPlaceholder(text: string): boolean {
  return new RegExp(placeholder.source).test(text);
}

function textAt(data: unknown, path: readonly string[]): string | undefined {
  let current: unknown = data;
  for (const name of path) current = isObject(current) ? current[name] : undefined;
  return typeof current === "string" ? current : undefined;
}

function setText(data: unknown, path: readonly string[], text: string): void {
  let current: unknown = data;
  for (const name of path.slice(0, -1)) current = isObject(current) ? current[name] : undefined;
  const last = path.at(-1);
  if (isObject(current) && last !== undefined) current[last] = text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
