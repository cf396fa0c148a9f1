import { anyMap, id, integer, optionalStringMap, optionalText, optionalTime, text, time } from "./field.ts";

/** What chat events say alike, whether they come once per user or once per thread. */

export const chatMessage = {
  transactionId: id,
  threadId: id,
  messageId: id,
  senderDisplayName: optionalText,
  composeTime: optionalTime,
  type: text,
  /** Announced by the Java client library in 2026, its JSON type is not published. */
  sequenceId: { kind: "unknown", optional: true },
} as const;

/** What a message says as long as it is there. */
export const messageContent = { messageBody: text, metadata: optionalStringMap } as const;

export const chatThread = { transactionId: id, threadId: id, createTime: time, version: integer } as const;

/** What can be set of a thread. */
export const threadSettings = {
  properties: anyMap,
  metadata: optionalStringMap,
  /** Announced by the Java client library in 2026, its members are not published. */
  retentionPolicy: { kind: "object", map: "unknown", optional: true },
} as const;
