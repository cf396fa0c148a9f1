import { readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openState } from "../../../src/emulator/state/kept-state.ts";
import { storeWithTopic, subscribe, topicId } from "../delivery/rig.ts";
import { folder } from "./folder.ts";

test("resources are there again, in their order, with what is secret for their owner alone", () => {
  const where = folder();
  const first = openState(where);
  storeWithTopic(first.store);
  const kept = subscribe(first.store, "kept");
  const removed = subscribe(first.store, "removed");
  subscribe(first.store, "kept", { labels: ["team=support"] });
  first.store.remove(removed);
  first.store.notice({ id: "odd", resourceId: kept, message: "this is odd" });
  const before = [first.store.all(), first.store.notices()];
  first.close();
  const second = openState(where);
  expect([second.store.all(), second.store.notices()]).toEqual(before);
  expect(second.store.eventSubscriptions(topicId)).toMatchObject([{ name: "kept", labels: ["team=support"] }]);
  second.store.remove(topicId);
  second.close();
  expect(statSync(second.file).mode & 0o777).toBe(0o600);
  const third = openState(where);
  expect(third.store.get(kept)).toBeUndefined();
  third.close();
});

test("two local Azures do not share a folder", () => {
  const where = folder();
  const first = openState(where);
  expect(() => openState(where)).toThrow(
    new Error(
      `${first.file} is in use: another local Azure runs in this folder. Stop it, or start this one in another folder.`,
    ),
  );
  first.close();
  openState(where).close();
});

test("a file of another version, of another program, cut off or no database is refused, and left as it is", () => {
  const broken: Readonly<Record<string, (file: string) => void>> = {
    "it is of version 2, and this local Azure reads version 1": (file) => {
      const database = new DatabaseSync(file);
      database.exec("PRAGMA user_version = 2");
      database.close();
    },
    "it holds something else": (file) => {
      const database = new DatabaseSync(file);
      database.exec("PRAGMA application_id = 7");
      database.close();
    },
    malformed: (file) => truncateSync(file, 5_000),
    "file is not a database": (file) => writeFileSync(file, "something else ".repeat(1_000)),
  };
  for (const [reason, breakIt] of Object.entries(broken)) {
    const where = folder();
    const state = openState(where);
    storeWithTopic(state.store);
    state.close();
    breakIt(state.file);
    const before = readFileSync(state.file);
    let message = "";
    try {
      openState(where).close();
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(`${join(where, "state.sqlite")} cannot be used as the state of a local Azure: `);
    expect(message).toContain(reason);
    expect(message).toContain("Move it away or delete it to begin with an empty one.");
    expect(readFileSync(state.file).equals(before)).toBe(true);
  }
});
