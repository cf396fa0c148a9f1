import type { DeadLetters } from "./dead-letters.ts";
import type { Delivery } from "./delivery.ts";
import { readElement, readEnvelope } from "./envelope.ts";
import { outcomesOf } from "./job.ts";
import { textOfBytes } from "./plain-http.ts";
import type { Processor } from "./process-events.ts";

/** A message's content: its text or bytes, plain JSON or base64 of JSON; or the JSON value that a host has parsed. */
export type MessageBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "json"; readonly value: unknown };

export type MessageOutcome =
  /** Everything is handled or kept: remove the message. */
  | { readonly kind: "done" }
  /** Deliver the message again. `busy`: nothing failed, another process works on it. */
  | { readonly kind: "retry"; readonly reason: string; readonly busy: boolean }
  /** The message is not an event and cannot be kept as one: nothing in it can be read. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** Handles the events of one message and waits until every handler has ended. */
export async function takeMessage(
  body: MessageBody,
  delivery: Delivery,
  processor: Processor,
  deadLetters: DeadLetters,
): Promise<MessageOutcome> {
  const envelope =
    body.kind === "json"
      ? { ok: true as const, elements: elementsOf(body.value) }
      : readEnvelope(body.kind === "text" ? decodedText(body.text) : decodedBytes(body.bytes));
  if (!envelope.ok) return { kind: "unreadable", reason: envelope.problem };
  const { jobs, settled } = await processor.begin(envelope.elements, delivery, deadLetters);
  const outcomes = [...settled, ...((await outcomesOf(jobs)) ?? [])];
  const retries = outcomes.filter((outcome) => outcome.kind === "retry");
  const [first] = retries;
  if (first === undefined) return { kind: "done" };
  const failure = retries.find(({ busy }) => !busy) ?? first;
  return { kind: "retry", reason: failure.reason, busy: failure.busy };
}

function elementsOf(value: unknown) {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((one) => readElement(one, () => JSON.stringify(one)));
}

/** White space is in one place of the pattern alone: in two, a long text that does not match takes seconds. */
const base64 = /^[A-Za-z0-9+/\s]+={0,2}$/;

/** Event Grid writes base64 into storage queues; older texts say plain JSON. JSON never looks like base64 of JSON. */
function decodedText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith("{") || trimmed.startsWith("[") || !base64.test(trimmed)) return text;
  return textOfBytes(Buffer.from(text, "base64")) ?? text;
}

function decodedBytes(bytes: Uint8Array): string {
  return decodedText(textOfBytes(bytes) ?? "");
}
