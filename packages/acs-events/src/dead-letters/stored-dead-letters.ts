import { type DeadLetter, readDeadLetters } from "./dead-letter.ts";
import { parseDeadLetterPath } from "./dead-letter-path.ts";
import { markerSuffix } from "./replay-mark.ts";
import type { DeadLetterStore } from "./store.ts";

/** A dead letter as it lies in a store. */
export interface StoredDeadLetter extends DeadLetter {
  /** Whether somebody replayed it, or began to. */
  readonly marked: boolean;
}

export type ReadItem =
  | { readonly kind: "dead-letter"; readonly deadLetter: StoredDeadLetter }
  /** A blob, or a part of one, that cannot be read. */
  | { readonly kind: "problem"; readonly message: string };

export interface DeadLetterSelection {
  /** The event subscription; compared without case. */
  readonly subscription?: string | undefined;
  readonly reason?: string | undefined;
  readonly type?: string | undefined;
}

/** How many blobs are read at a time. */
const atATime = 16;

/** Reads the dead letters of a store as they come, in the order of their paths. */
export async function* storedDeadLetters(
  store: DeadLetterStore,
  wanted: DeadLetterSelection,
): AsyncGenerator<ReadItem> {
  const prefix = wanted.subscription === undefined ? "" : `${wanted.subscription.toUpperCase()}/`;
  const window: Promise<readonly ReadItem[]>[] = [];
  for await (const { path, marks } of blobsWithMarks(store.paths(prefix))) {
    const read = readBlob(store, path, marks);
    // Somebody waits for it later; until then a failure must not end the process.
    read.catch(() => undefined);
    window.push(read);
    if (window.length >= atATime) yield* (await window.shift())?.filter((item) => isWanted(item, wanted)) ?? [];
  }
  for (const items of window) yield* (await items).filter((item) => isWanted(item, wanted));
}

/** The dead letter with this key; undefined where there is none. Throws nothing for a key of another form. */
export async function findDeadLetter(store: DeadLetterStore, key: string): Promise<ReadItem | undefined> {
  const [, path, index] = /^(.+)#(\d+)$/.exec(key) ?? [undefined, key, "0"];
  if (path === undefined || index === undefined || parseDeadLetterPath(path) === undefined) return undefined;
  const mark = `.${index}${markerSuffix}`;
  const marks = (await store.read(`${path}${mark}`)) === undefined ? [] : [`${path}${mark}`];
  const items = await readBlob(store, path, new Set(marks));
  return items.find((item) => item.kind === "problem" || item.deadLetter.key === `${path}#${index}`);
}

/** Each dead letter's blob with its markers. In a listing the markers stand behind their blob. */
async function* blobsWithMarks(paths: AsyncIterable<string>) {
  let blob: { readonly path: string; readonly marks: Set<string> } | undefined;
  for await (const path of paths) {
    if (blob !== undefined && path.startsWith(`${blob.path}.`)) blob.marks.add(path);
    else if (parseDeadLetterPath(path) !== undefined) {
      if (blob !== undefined) yield blob;
      blob = { path, marks: new Set() };
    }
  }
  if (blob !== undefined) yield blob;
}

async function readBlob(
  store: DeadLetterStore,
  path: string,
  marks: ReadonlySet<string>,
): Promise<readonly ReadItem[]> {
  const subscription = parseDeadLetterPath(path)?.subscription ?? "";
  const text = await store.read(path);
  // Gone since it was listed.
  if (text === undefined) return [];
  const { deadLetters, problems } = readDeadLetters(text, path, subscription);
  return [
    ...deadLetters.map((deadLetter): ReadItem => {
      const index = deadLetter.key.slice(deadLetter.key.lastIndexOf("#") + 1);
      return {
        kind: "dead-letter",
        deadLetter: { ...deadLetter, marked: marks.has(`${path}.${index}${markerSuffix}`) },
      };
    }),
    ...problems.map((message): ReadItem => ({ kind: "problem", message })),
  ];
}

function isWanted(item: ReadItem, { reason, type }: DeadLetterSelection): boolean {
  if (item.kind === "problem") return true;
  const { deadLetter } = item;
  return (reason === undefined || deadLetter.reason === reason) && (type === undefined || deadLetter.type === type);
}
