import { type Event, isCloudEvent } from "../../catalog/event.ts";
import { readLenient } from "../../filters/azure-json/index.ts";
import { type JsonPiece, jsonPieces } from "./json-pieces.ts";

/** One thing that was read: an event with the line on which it begins, or a sentence about what could not be read. */
export type ReadEvent =
  | { readonly kind: "event"; readonly event: Event; readonly line: number }
  | { readonly kind: "problem"; readonly message: string; readonly line: number; readonly column?: number };

/**
 * Reads events as they stream in: one JSON value a line (each an event or an array of them), an array over many lines,
 * or a single event, in the Event Grid or the CloudEvents schema. What cannot be read is reported, and the rest is
 * read. No digit of a number is lost. `name` is what messages call the source. Checks the envelope only, not the
 * payload.
 */
export async function* readEvents(
  source: AsyncIterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<ReadEvent, void, undefined> {
  for await (const some of readEventBatches(source, name)) yield* some;
}

/** The same, with those together that arrive together: for files with so many that waiting for each takes longest. */
export async function* readEventBatches(
  source: AsyncIterable<string | Uint8Array>,
  name: string,
): AsyncGenerator<readonly ReadEvent[], void, undefined> {
  for await (const pieces of jsonPieces(source)) yield pieces.map((piece) => readPiece(piece, name));
}

function readPiece(piece: JsonPiece, name: string): ReadEvent {
  switch (piece.kind) {
    case "object":
      return eventOf(piece.json, piece, name);
    case "value":
      return parsedEvent(piece, name);
    case "problem": {
      const { line, column } = piece;
      return { kind: "problem", message: `${name}, line ${line}, column ${column}: ${piece.message}`, line, column };
    }
  }
}

function parsedEvent(piece: Extract<JsonPiece, { readonly kind: "value" }>, name: string): ReadEvent {
  const { text, line, column } = piece;
  const read = readLenient(text);
  if (read.ok) return eventOf(read.json, piece, name);
  const at = { line: line + read.line - 1, column: read.line === 1 ? column + read.column - 1 : read.column };
  return { kind: "problem", message: `${name}, line ${at.line}, column ${at.column}: ${read.message}`, ...at };
}

function eventOf(
  json: unknown,
  { line, element }: { readonly line: number; readonly element?: number | undefined },
  name: string,
): ReadEvent {
  const lack = lackOf(json);
  if (lack === undefined) return { kind: "event", event: withoutHalfEnvelope(json as Event), line };
  const which = element === undefined ? "this" : `element ${element} of the array`;
  return { kind: "problem", message: `${name}, line ${line}: ${which} is not an event: ${lack}`, line };
}

/** `specversion` alone makes no CloudEvent of what is an Event Grid event otherwise. */
function withoutHalfEnvelope(event: Event): Event {
  if (!isCloudEvent(event) || typeof event.type === "string" || typeof event["eventType"] !== "string") return event;
  const { specversion, ...rest } = event;
  return rest as unknown as Event;
}

/** What keeps a value from being an event; undefined for one that is. */
function lackOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "an event is an object";
  const event = value as Readonly<Record<string, unknown>>;
  const isCloud =
    Object.hasOwn(event, "specversion") && (Object.hasOwn(event, "type") || !Object.hasOwn(event, "eventType"));
  const missing = ["id", isCloud ? "type" : "eventType"].filter(
    (key) => typeof event[key] !== "string" || event[key] === "",
  );
  return missing.length === 0 ? undefined : `it has no ${missing.join(" and no ")}`;
}
