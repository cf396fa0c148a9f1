/** A real storage service on this machine, for storage queues and dead letters. */
export interface LocalStorage {
  /** Puts a message into a queue, which it makes where it is missing. `timeToLive`: in seconds, -1 for ever. */
  send(queue: { readonly account: string; readonly name: string }, text: string, timeToLive?: number): Promise<void>;
  /** Writes a blob; the answer is its URL. */
  write(container: { readonly account: string; readonly name: string }, path: string, text: string): Promise<string>;
}
