import type { KeptEvent } from "../handlers/dead-letters.ts";
import { pathOf } from "../handlers/stored-dead-letters.ts";
import { markerSuffix } from "./replay-mark.ts";
import type { DeadLetterStore } from "./store.ts";

/** The dead letters inside an inbox, by their names there, and one text beside each: the mark of its replay. */
export interface KeptRecords {
  /** For messages. */
  readonly name: string;
  /** The oldest first, each with whether it has a mark. */
  all(): AsyncIterable<{ readonly name: string; readonly event: KeptEvent; readonly marked: boolean }>;
  read(name: string): Promise<KeptEvent | undefined>;
  readMark(name: string): Promise<string | undefined>;
  /** False where there is a mark. */
  createMark(name: string, text: string): Promise<boolean>;
  replaceMark(name: string, text: string): Promise<void>;
  removeMark(name: string): Promise<void>;
}

/** A mark is that of the first event of its blob: a record has one event. */
const markEnd = `.0${markerSuffix}`;

/** The dead letters of an inbox at the paths that they would have in a container. */
export function inboxStore(records: KeptRecords): DeadLetterStore {
  return {
    name: records.name,
    async *paths(prefix) {
      for await (const { name, event, marked } of records.all()) {
        const path = pathOf(event, name);
        if (!path.startsWith(prefix)) continue;
        yield path;
        if (marked) yield `${path}${markEnd}`;
      }
    },
    async read(path) {
      if (path.endsWith(markEnd)) return records.readMark(nameIn(path));
      const event = await records.read(nameIn(path));
      // A name alone would find it under every subscription.
      return event === undefined || pathOf(event, nameIn(path)) !== path ? undefined : JSON.stringify(event);
    },
    create: (path, text) => records.createMark(nameIn(path), text),
    replace: (path, text) => records.replaceMark(nameIn(path), text),
    remove: (path) => records.removeMark(nameIn(path)),
  };
}

/** What names a record in the path of its blob, or of its mark. */
function nameIn(path: string): string {
  const blob = path.endsWith(markEnd) ? path.slice(0, -markEnd.length) : path;
  return blob.slice(blob.lastIndexOf("/") + 1).replace(/\.json$/, "");
}
