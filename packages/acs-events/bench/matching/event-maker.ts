import type { EventGridEvent } from "../../src/catalog/event.ts";
import type { Random } from "../random.ts";

/**
 * Makes events from samples: another phone number, identifier, time and count in each, the same one wherever the sample
 * repeats it, so that subject and payload still belong together. Numbers and identifiers come from pools: a
 * subscription that names one gets some events.
 */
export function makeEvents(samples: readonly EventGridEvent[], count: number, random: Random): EventGridEvent[] {
  const types = [...new Set(samples.map(({ eventType }) => eventType))];
  const byType = new Map(types.map((type) => [type, samples.filter(({ eventType }) => eventType === type)]));
  return Array.from({ length: count }, () => varied(random.pick(byType.get(random.pick(types)) ?? []), random));
}

/** Properties that hold one of a few values, which stay as they are. */
const oneOfFew = /kind|status|type|method|version|schema|format|time|timestamp|topic|language|score|mode|reason$/i;
const words = 100;
const phoneNumbers = 400;
const identifiers = 2_000;

function varied(sample: EventGridEvent, random: Random): EventGridEvent {
  const replaced = new Map<string, string>();
  const replace = (found: string, make: () => string): string => {
    const known = replaced.get(found);
    if (known !== undefined) return known;
    const made = make();
    replaced.set(found, made);
    return made;
  };
  const text = (given: string): string =>
    given
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, (id) =>
        replace(id, () => identifier(random.below(identifiers))),
      )
      .replace(/(?<![-\w])\d{10,15}(?![-\w])/g, (number) =>
        replace(number, () => phoneNumber(random.below(phoneNumbers))),
      )
      .replace(/(?<![-\w])(?=[A-Za-z_]*\d)(?=\d*[A-Za-z_])\w{16,}(?![-\w])/g, (token) =>
        replace(token, () => mixed(token, random.below(identifiers))),
      )
      .replace(/\{[^{}/]+\}/g, (placeholder) =>
        replace(placeholder, () => mixed(placeholder, random.below(identifiers))),
      )
      .replace(/(?<=T\d\d:)\d\d:\d\d/g, () => `${twoDigits(random.below(60))}:${twoDigits(random.below(60))}`);
  const value = (given: unknown, name = ""): unknown => {
    if (typeof given === "string") {
      const made = text(given);
      return made === given && !oneOfFew.test(name) ? numbered(given, random.below(words)) : made;
    }
    if (typeof given === "number") return Number.isInteger(given) ? random.below(10 * (given + 10)) : random.fraction();
    if (typeof given === "boolean") return random.fraction() < 0.5;
    if (Array.isArray(given)) return given.map((inner) => value(inner, name));
    if (typeof given !== "object" || given === null) return given;
    return Object.fromEntries(Object.entries(given).map(([name, inner]) => [name, value(inner, name)]));
  };
  const { data, ...envelope } = sample;
  const made = value(envelope) as Omit<EventGridEvent, "data">;
  return {
    ...made,
    subject: text(sample.subject),
    eventType: sample.eventType,
    dataVersion: "1.0",
    metadataVersion: "1",
    data: value(data),
  };
}

function identifier(place: number): string {
  const hex = (Math.imul(place + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
  return `${hex}-${hex.slice(0, 4)}-4${hex.slice(1, 4)}-8${hex.slice(2, 5)}-${hex}${hex.slice(4)}`;
}

/** Another text for one that says something in words. */
function numbered(words: string, place: number): string {
  return `${place} ${words} ${place}`;
}

/** Another token of the same length: server call ids and the like. */
function mixed(token: string, place: number): string {
  const fresh = identifier(place).replaceAll("-", "");
  return fresh.repeat(Math.ceil(token.length / fresh.length)).slice(0, token.length);
}

/** Ten area codes. */
function phoneNumber(place: number): string {
  return `1${206 + (place % 10)}555${String(place).padStart(4, "0")}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
