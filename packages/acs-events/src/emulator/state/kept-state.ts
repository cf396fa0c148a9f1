import { join } from "node:path";
import type { Journal } from "../delivery/journal.ts";
import type { Notice } from "../notice.ts";
import { createStore, type Store, type StoreKeeper } from "../store.ts";
import { parseStoreContent } from "../store-file.ts";
import { idKey, type StoredResource } from "../stored-resource.ts";
import { keptJournal } from "./kept-journal.ts";
import { openStateFile, type StateFile } from "./state-file.ts";

/** What a local Azure knows, kept in a folder: its resources, and the journal of its Event Grid. */
export interface KeptState {
  /** For `startEmulator` and `createEventGrid`; has everything that was there before. */
  readonly store: Store;
  /** For `createEventGrid`, which goes on with what is unfinished in it. */
  readonly journal: Journal;
  readonly file: string;
  close(): void;
}

/**
 * Opens the state in `folder`, or begins one. A process that is killed loses nothing that it has accepted, neither
 * resources nor events; the next one that opens the folder goes on. `keepEvents`: about how many events are kept once
 * their deliveries have ended. Throws as `openStateFile` does.
 */
export function openState(folder: string, { keepEvents }: { readonly keepEvents?: number } = {}): KeptState {
  const file = join(folder, "state.sqlite");
  const opened = openStateFile(file);
  try {
    const store = createStore({ initial: readResources(opened, file), keeper: keeperIn(opened) });
    const journal = keptJournal(opened, keepEvents);
    return Object.freeze({
      store,
      journal,
      file,
      close() {
        journal.close();
        opened.close();
      },
    });
  } catch (error) {
    opened.close();
    throw error;
  }
}

function readResources({ database }: StateFile, file: string): ReturnType<typeof parseStoreContent> {
  const read = (sql: string): unknown[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => JSON.parse(String(row["json"])));
  return parseStoreContent(
    {
      schemaVersion: 1,
      resources: read("SELECT json FROM resources ORDER BY position"),
      notices: read("SELECT json FROM notices ORDER BY rowid"),
    },
    file,
  );
}

function keeperIn({ database, together }: StateFile): StoreKeeper {
  const put = database.prepare(
    "INSERT INTO resources (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json",
  );
  const remove = database.prepare("DELETE FROM resources WHERE key = ?");
  const note = database.prepare("INSERT OR IGNORE INTO notices VALUES (?, ?)");
  const keeper = {
    put: (resource: StoredResource): void => void put.run(idKey(resource.id), JSON.stringify(resource)),
    removed: (resources: readonly StoredResource[]): void =>
      together(() => {
        for (const { id } of resources) remove.run(idKey(id));
      }),
    notice: (key: string, notice: Notice): void => void note.run(key, JSON.stringify(notice)),
    replaced: (resources: readonly StoredResource[], notices: ReadonlyMap<string, Notice>): void =>
      together(() => {
        database.exec("DELETE FROM resources; DELETE FROM notices");
        for (const resource of resources) keeper.put(resource);
        for (const [key, notice] of notices) keeper.notice(key, notice);
      }),
  };
  return Object.freeze(keeper);
}
