import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { QueueDestination } from "./destinations.ts";
import { fileName } from "./file-name.ts";

/** A message as a receiver would find it. */
export interface LocalMessage {
  /** ISO 8601. */
  readonly enqueuedTime: string;
  /** Application properties; a storage queue has none, so its messages lose them. */
  readonly properties: Readonly<Record<string, string>>;
  /** The event. In a real storage queue it is base64 text. */
  readonly body: unknown;
}

/** A message with its place in the queue, from 0. */
export interface NumberedMessage extends LocalMessage {
  readonly sequenceNumber: number;
}

/**
 * A local stand-in for a storage queue, a Service Bus queue or topic, or an Event Hub: it takes messages and keeps
 * them. It has no protocol of Azure. The file has every message, one a line; the newest are in `messages`, and can be
 * read and taken over HTTP.
 */
export interface LocalQueue {
  readonly kind: QueueDestination["kind"];
  /** Azure's id of the queue, topic or hub. */
  readonly resourceId: string;
  /** `<account or namespace>/<queue, topic or hub>` */
  readonly name: string;
  readonly file: string;
  /** How many messages were ever written. */
  readonly written: number;
  /** The newest that nobody has taken, oldest first. */
  readonly messages: readonly NumberedMessage[];
}

export interface LocalQueues {
  enqueue(destination: QueueDestination, message: LocalMessage): void;
  /** Those that have been written to, in the order of their first message. */
  all(): readonly LocalQueue[];
  /** Takes the oldest message out; undefined where there is no such queue, or nothing in it. The file keeps it. */
  take(kind: string, name: string): NumberedMessage | undefined;
}

/** This many messages of a queue are kept in memory; a hub that nobody reads must not grow for ever. */
const messagesKept = 1_000;

interface OpenQueue extends Omit<LocalQueue, "messages" | "written"> {
  written: number;
  readonly messages: NumberedMessage[];
}

/** Keeps its files below `folder`: `<kind>/<account or namespace>/<name>.jsonl`. */
export function createLocalQueues(folder: string): LocalQueues {
  const queues = new Map<string, OpenQueue>();
  const open = ({ kind, resourceId }: QueueDestination): OpenQueue => {
    const key = resourceId.toLowerCase();
    const found = queues.get(key);
    if (found !== undefined) return found;
    const [owner = "", name = ""] = namesIn(resourceId);
    const file = join(folder, kind, owner, `${name}.jsonl`);
    mkdirSync(join(file, ".."), { recursive: true });
    // A process before this one may have written there.
    const before = linesIn(file);
    const messages = before.slice(-messagesKept).flatMap((line, index) => {
      const message = parseLine(line);
      const sequenceNumber = Math.max(0, before.length - messagesKept) + index;
      return message === undefined ? [] : [{ ...message, sequenceNumber }];
    });
    const queue = { kind, resourceId, name: `${owner}/${name}`, file, written: before.length, messages };
    queues.set(key, queue);
    return queue;
  };
  return Object.freeze({
    enqueue(destination: QueueDestination, message: LocalMessage) {
      const queue = open(destination);
      const kept = destination.kind === "storage-queue" ? { ...message, properties: {} } : message;
      appendFileSync(queue.file, `${JSON.stringify(kept)}\n`);
      queue.messages.push(Object.freeze({ ...kept, sequenceNumber: queue.written }));
      queue.written += 1;
      if (queue.messages.length > messagesKept) queue.messages.shift();
    },
    all: () => [...queues.values()].map((queue) => ({ ...queue, messages: [...queue.messages] })),
    take: (kind: string, name: string) =>
      [...queues.values()].find((queue) => queue.kind === kind && queue.name === name)?.messages.shift(),
  });
}

/**
 * The lines of a file; one that was cut off when a process was killed is ended, so that the next one begins on a new
 * line.
 */
function linesIn(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  if (text === "") return [];
  if (!text.endsWith("\n")) appendFileSync(file, "\n");
  return text.replace(/\n$/, "").split("\n");
}

/** Undefined for a line that was cut off. */
function parseLine(line: string): LocalMessage | undefined {
  try {
    return JSON.parse(line) as LocalMessage;
  } catch {
    return undefined;
  }
}

/** Account or namespace, and the name of the queue, topic or hub: the first and the last name behind the provider. */
function namesIn(resourceId: string): readonly [string, string] {
  const segments = (resourceId.split(/\/providers\//i).at(-1) ?? "").split("/").map(fileName);
  return [segments[2] ?? "", segments.at(-1) ?? ""];
}
