import { isJsonObject } from "../json/json-object.ts";

/** Says that JSON holds events where subscriptions are expected, and what to do with events; undefined for all else. */
export function eventsInstead(json: unknown): string | undefined {
  const all: readonly unknown[] = Array.isArray(json) ? json : [json];
  if (all.length === 0 || !all.every(isEvent)) return undefined;
  return "These are events, not event subscriptions. To see which subscriptions get them: npx acs-events match --subscriptions SUBSCRIPTIONS --events EVENTS";
}

/** An event has its type and a subject or data, in either envelope, and nothing that only a subscription has. */
function isEvent(json: unknown): boolean {
  if (!isJsonObject(json)) return false;
  if (["filter", "destination", "properties"].some((name) => Object.hasOwn(json, name))) return false;
  const type = typeof json["specversion"] === "string" ? json["type"] : json["eventType"];
  return typeof type === "string" && ["subject", "data", "source"].some((name) => Object.hasOwn(json, name));
}
