import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Services } from "./services.ts";
import { sqliteTexts } from "./sqlite-texts.ts";

/**
 * The services of a rehearsal: texts in a real database, the others as lines in files of `folder`. `tell` hears what was
 * done, in the order of doing; it is never told what a text says.
 */
export function localServices(folder: string, tell: (line: string) => void): Services {
  const texts = sqliteTexts(join(folder, "texts.sqlite"));
  const write = (file: string, record: object) => appendFile(join(folder, file), `${JSON.stringify(record)}\n`);
  return {
    texts: {
      async save(text) {
        await texts.save(text);
        tell(`database: text of ${text.from} filed`);
      },
    },
    workItems: {
      async create(item) {
        await write("work-items.jsonl", item);
        tell(`work-items: ${item.title}`);
      },
    },
    push: {
      async send(id, text) {
        await write("push-notifications.jsonl", { id, text });
        tell(`push-notifications: ${text}`);
      },
    },
    moderation: {
      async note(messageId, thread, verdict) {
        await write("moderation.jsonl", { messageId, thread, verdict });
        tell(`moderation: message in ${thread} ${verdict}`);
      },
    },
  };
}
