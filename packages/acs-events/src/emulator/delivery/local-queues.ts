import { appendFileSync, mkdirSync } from "node:fs";
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

/**
 * A local stand-in for a storage queue, a Service Bus queue or topic, or an Event Hub: it takes messages and keeps them.
 * No protocol of Azure speaks to it; whoever wants to look reads the file, one message a line, or `messages`.
 */
export interface LocalQueue {
  readonly kind: QueueDestination["kind"];
  /** Azure's id of the queue, topic or hub. */
  readonly resourceId: string;
  /** `<account or namespace>/<queue, topic or hub>` */
  readonly name: string;
  readonly file: string;
  readonly messages: readonly LocalMessage[];
}

export interface LocalQueues {
  enqueue(destination: QueueDestination, message: LocalMessage): void;
  /** Those that have been written to, in the order of their first message. */
  all(): readonly LocalQueue[];
}

/** Keeps its files below `folder`: `<kind>/<account or namespace>/<name>.jsonl`. */
export function createLocalQueues(folder: string): LocalQueues {
  const queues = new Map<string, Omit<LocalQueue, "messages"> & { readonly messages: LocalMessage[] }>();
  const open = ({ kind, resourceId }: QueueDestination) => {
    const key = resourceId.toLowerCase();
    const found = queues.get(key);
    if (found !== undefined) return found;
    const [owner = "", name = ""] = namesIn(resourceId);
    const file = join(folder, kind, owner, `${name}.jsonl`);
    mkdirSync(join(file, ".."), { recursive: true });
    const queue = { kind, resourceId, name: `${owner}/${name}`, file, messages: [] };
    queues.set(key, queue);
    return queue;
  };
  return Object.freeze({
    enqueue(destination: QueueDestination, message: LocalMessage) {
      const queue = open(destination);
      const kept = destination.kind === "storage-queue" ? { ...message, properties: {} } : message;
      appendFileSync(queue.file, `${JSON.stringify(kept)}\n`);
      queue.messages.push(Object.freeze(kept));
    },
    all: () => [...queues.values()].map((queue) => ({ ...queue, messages: [...queue.messages] })),
  });
}

/** Account or namespace, and the name of the queue, topic or hub: the first and the last name behind the provider. */
function namesIn(resourceId: string): readonly [string, string] {
  const segments = (resourceId.split(/\/providers\//i).at(-1) ?? "").split("/").map(fileName);
  return [segments[2] ?? "", segments.at(-1) ?? ""];
}
