import type { Event } from "../../infra/catalog/event.ts";
import { readLenient } from "../../infra/filters/arm/index.ts";

/** One thing that was read: an event with the line on which it begins, or a sentence about what could not be read. */
export type ReadEvent =
  | { readonly kind: "event"; readonly event: Event; readonly line: number }
  | { readonly kind: "problem"; readonly message: string; readonly line: number; readonly column?: number };

/**
 * Reads events as they stream in: one JSON value a line (each an event or an array of them), an array over many lines,
 * or a single event, in the Event Grid or the CloudEvents schema. A line that cannot be read is told and the rest goes
 * on. `name` is what messages call the source. Looks at the envelope by guard alone; payloads are not its business.
 */
export async function* readEvents(
  source: AsyncIterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<ReadEvent, void, undefined> {
  const lines = linesOf(source);
  const first = await nextLine(lines);
  if (first === undefined) return;
  if (parses(first.text)) {
    for (let line: Line | undefined = first; line !== undefined; line = await nextLine(lines))
      yield* eventsOfLine(line, name);
    return;
  }
  // No line by itself: a value over many lines, or lines of which the first is broken.
  const rest: Line[] = [first];
  for await (const line of lines) rest.push(line);
  const whole = rest.map(({ text }) => text).join("\n");
  const spread = rest.length > 1 && (first.text.trim() === "{" || first.text.trimStart().startsWith("["));
  if (parses(whole) || spread || rest.length === 1) yield* eventsOfLine({ text: whole, number: first.number }, name);
  else for (const line of rest) if (line.text.trim() !== "") yield* eventsOfLine(line, name);
}

/** The next line with something on it. */
async function nextLine(lines: AsyncGenerator<Line, void, undefined>): Promise<Line | undefined> {
  for (;;) {
    const { value } = await lines.next();
    if (value === undefined || value.text.trim() !== "") return value ?? undefined;
  }
}

interface Line {
  readonly text: string;
  /** 1 is the first. */
  readonly number: number;
}

/** The lines of a stream, without their ends and without a byte-order mark. A text decoder puts split characters together. */
async function* linesOf(source: AsyncIterable<string | Uint8Array>): AsyncGenerator<Line, void, undefined> {
  const decoder = new TextDecoder();
  let left = "";
  let number = 0;
  for await (const chunk of source) {
    left += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const complete = left.split("\n");
    left = complete.pop() ?? "";
    for (const text of complete) yield { text: withoutMark(text.replace(/\r$/, ""), number), number: ++number };
  }
  left += decoder.decode();
  if (left !== "") yield { text: withoutMark(left, number), number: number + 1 };
}

function withoutMark(text: string, linesBefore: number): string {
  return linesBefore === 0 && text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function* eventsOfLine({ text, number }: Line, name: string): Generator<ReadEvent, void, undefined> {
  const read = readLenient(text);
  if (!read.ok) {
    const line = number + read.line - 1;
    const message = `${name}, line ${line}, column ${read.column}: ${read.message}`;
    yield { kind: "problem", message, line, column: read.column };
    return;
  }
  const { json } = read;
  const candidates: readonly unknown[] = Array.isArray(json) ? json : [json];
  for (const [index, candidate] of candidates.entries()) {
    const lack = lackOf(candidate);
    if (lack === undefined) {
      yield { kind: "event", event: candidate as Event, line: number };
    } else {
      const which = Array.isArray(json) ? `element ${index + 1} of the array` : "this";
      yield { kind: "problem", message: `${name}, line ${number}: ${which} is no event: ${lack}`, line: number };
    }
  }
}

/** What keeps a value from being an event; undefined for one that is. */
function lackOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "an event is an object";
  const event = value as Readonly<Record<string, unknown>>;
  const type = Object.hasOwn(event, "specversion") ? "type" : "eventType";
  const missing = ["id", type].filter((key) => typeof event[key] !== "string" || event[key] === "");
  return missing.length === 0 ? undefined : `it has no ${missing.join(" and no ")}`;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
