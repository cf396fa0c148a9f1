/** A message holds at most 64 KiB of UTF-8. */
const messageLimit = 65_536;

/** What is kept of a message that was given up. */
export interface PoisonMessage {
  readonly reason: string;
  readonly keptAt: string;
  readonly messageId: string;
  readonly deliveryCount: number;
  readonly insertedOn: string | undefined;
  /** The message's text exactly as it was, base64 or not. */
  readonly body: string;
}

/**
 * The text for the poison queue: JSON with the reason and the original text. An original that leaves no room for a
 * reason is kept as it is; the reason is in the log.
 */
export function poisonText(
  message: {
    readonly messageId: string;
    readonly messageText: string;
    readonly dequeueCount: number;
    readonly insertedOn?: Date;
  },
  reason: string,
): string {
  const poison: PoisonMessage = {
    reason,
    keptAt: new Date().toISOString(),
    messageId: message.messageId,
    deliveryCount: message.dequeueCount,
    insertedOn: message.insertedOn?.toISOString(),
    body: message.messageText,
  };
  // Characters that XML cannot carry.
  const text = JSON.stringify(poison).replaceAll(/[\ufffe\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
  return Buffer.byteLength(text) <= messageLimit ? text : message.messageText;
}
