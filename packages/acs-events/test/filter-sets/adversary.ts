import type { EventGridEvent } from "../../src/catalog/event.ts";
import type { Filter } from "../../src/filters/filter.ts";

/**
 * Events made to tell two filters apart where they differ least: their own words, a letter more or less, in other case;
 * their own numbers and those beside them; null, nothing, arrays and objects. One place of the event is changed at a
 * time, starting from each of `from`.
 */
export function eventsAround(filters: readonly Filter[], from: readonly EventGridEvent[]): readonly EventGridEvent[] {
  const values = valuesAround(filters);
  const texts = values.filter((value): value is string => typeof value === "string");
  const names = new Set(filters.flatMap(({ advancedFilters }) => advancedFilters.flatMap(({ key }) => property(key))));
  return from.flatMap((event) => [
    event,
    ...texts.map((subject) => ({ ...event, subject })),
    ...typesAround(filters).map((eventType) => ({ ...event, eventType })),
    ...[...names].flatMap((name) =>
      values.map((value) => ({ ...event, data: { ...without(event.data, name), [name]: value } })),
    ),
  ]);
}

function property(key: string): readonly string[] {
  const name = /^data\.([^.]+)$/i.exec(key)?.[1];
  return name === undefined ? [] : [name.toLowerCase()];
}

function without(data: unknown, name: string): object {
  return Object.fromEntries(Object.entries(Object(data)).filter(([own]) => own.toLowerCase() !== name));
}

function typesAround(filters: readonly Filter[]): readonly string[] {
  const listed = filters.flatMap(({ eventTypes }) => (eventTypes === "All" ? [] : eventTypes));
  return [...new Set([...listed, ...listed.map((type) => type.toLowerCase()), "Another.Type"])];
}

function valuesAround(filters: readonly Filter[]): readonly unknown[] {
  const words = new Set<string>();
  const numbers = new Set<number>();
  for (const { advancedFilters, subjectBeginsWith, subjectEndsWith } of filters) {
    for (const word of [subjectBeginsWith, subjectEndsWith]) words.add(word);
    for (const advanced of advancedFilters) {
      const operands = "value" in advanced ? [advanced.value] : "values" in advanced ? advanced.values.flat() : [];
      for (const operand of operands) {
        if (typeof operand === "string") words.add(operand);
        if (typeof operand === "number") numbers.add(operand);
      }
    }
  }
  const texts = [...words].flatMap((word) => [
    word,
    word.toUpperCase(),
    word.toLowerCase(),
    `${word}x`,
    `x${word}`,
    word.slice(1),
    word.slice(0, -1),
  ]);
  const beside = [...numbers].flatMap((number) => [number, number + 0.5, number - 0.5, String(number)]);
  const scalars = [...new Set<unknown>([...texts, ...beside, true, false, null, undefined, "", 0])];
  const arrays = [[], [null], [{}], ...scalars.map((value) => [value]), [...words], [...words, ...numbers]];
  return [...scalars, {}, ...arrays];
}
