import * as z from "zod";

/** The record of one handler and one event, as it is in the table. `time` is ISO 8601: its text sorts by time. */
export const inboxRecord = z.object({
  etag: z.string(),
  state: z.enum(["leased", "released", "done"]),
  attempt: z.number(),
  /** When the lease ends, when a released event may run again, or when it was done. */
  time: z.string(),
  /** The token of the newest lease. */
  holder: z.string(),
  /** Whether the event itself is stored beside this record. */
  deferred: z.boolean(),
});

export type InboxRecord = z.infer<typeof inboxRecord>;

export function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
