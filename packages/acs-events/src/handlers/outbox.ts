/** What a handler wants done after its event is recorded as handled: `kind` says by whom, `body` is JSON. */
export interface OutboxMessage {
  readonly kind: string;
  readonly body: unknown;
}
