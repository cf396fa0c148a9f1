/** What is to be done after the event of a handler is recorded as handled: `kind` says who does it, `body` is JSON. */
export interface OutboxMessage {
  readonly kind: string;
  readonly body: unknown;
}
