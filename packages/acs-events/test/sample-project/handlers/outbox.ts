import { appendFile } from "node:fs/promises";
import { join } from "node:path";

/** What handlers do to the world, as small as it gets, so that one can see it: a record in a named place. */
export interface Outbox {
  /** `summary` is for a reader; `record` is what a database, a work-item system or a push service would be given. */
  write(place: OutboxPlace, summary: string, record: Readonly<Record<string, unknown>>): Promise<void>;
}

export type OutboxPlace = "database" | "work-items" | "push-notifications" | "moderation";

/** Files in `folder`, one a place, one JSON record a line. `told` hears the summaries in the order of writing. */
export function fileOutbox(folder: string, told: (line: string) => void = () => {}): Outbox {
  return {
    async write(place, summary, record) {
      await appendFile(join(folder, `${place}.jsonl`), `${JSON.stringify(record)}\n`);
      told(`${place}: ${summary}`);
    },
  };
}
