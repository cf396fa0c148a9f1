/**
 * Finds everything that is filed under a beginning (or an end) of a text, in time that follows the text and not the
 * number of entries. A chain of nodes without a branch is one node with a longer label.
 */
export interface Trie<T> {
  readonly found: T[];
  /** By the first code unit of the label, from the side that the trie is read from. */
  readonly branches: Map<number, Branch<T>>;
}

interface Branch<T> extends Trie<T> {
  readonly label: string;
}

/** Which side of a text a trie is read from. */
export type Side = "start" | "end";

export function trie<T>(): Trie<T> {
  return { found: [], branches: new Map() };
}

export function addToTrie<T>(root: Trie<T>, side: Side, text: string, entry: T): void {
  let node = root;
  let rest = text;
  while (rest !== "") {
    const first = firstOf(rest, side);
    const branch = node.branches.get(first);
    if (branch === undefined) {
      const leaf: Branch<T> = { label: rest, found: [entry], branches: new Map() };
      node.branches.set(first, leaf);
      return;
    }
    const shared = sharedLength(branch.label, rest, side);
    node = shared === branch.label.length ? branch : split(node, branch, shared, side);
    rest = side === "start" ? rest.slice(shared) : rest.slice(0, rest.length - shared);
  }
  node.found.push(entry);
}

function split<T>(parent: Trie<T>, branch: Branch<T>, shared: number, side: Side): Branch<T> {
  const cut = side === "start" ? shared : branch.label.length - shared;
  const [head, tail] = [branch.label.slice(0, cut), branch.label.slice(cut)];
  const [near, far] = side === "start" ? [head, tail] : [tail, head];
  const lower: Branch<T> = { ...branch, label: far };
  const upper: Branch<T> = { label: near, found: [], branches: new Map([[firstOf(far, side), lower]]) };
  parent.branches.set(firstOf(near, side), upper);
  return upper;
}

function firstOf(text: string, side: Side): number {
  return text.charCodeAt(side === "start" ? 0 : text.length - 1);
}

function sharedLength(a: string, b: string, side: Side): number {
  const most = Math.min(a.length, b.length);
  for (let length = 0; length < most; length += 1) {
    const same =
      side === "start"
        ? a.charCodeAt(length) === b.charCodeAt(length)
        : a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length);
    if (!same) return length;
  }
  return most;
}

/** Visits what is filed under every beginning of `text`, read from position `at`. */
export function walkForward<T>(root: Trie<T>, text: string, at: number, visit: (entry: T) => void): void {
  let position = at;
  let node = root;
  for (;;) {
    for (let each = 0; each < node.found.length; each += 1) visit(node.found[each] as T);
    if (position >= text.length) return;
    const branch = node.branches.get(text.charCodeAt(position));
    if (branch === undefined || !text.startsWith(branch.label, position)) return;
    position += branch.label.length;
    node = branch;
  }
}

/** Visits what is filed under every end of `text`. */
export function walkBackward<T>(root: Trie<T>, text: string, visit: (entry: T) => void): void {
  let position = text.length;
  let node = root;
  for (;;) {
    for (let each = 0; each < node.found.length; each += 1) visit(node.found[each] as T);
    if (position <= 0) return;
    const branch = node.branches.get(text.charCodeAt(position - 1));
    if (branch === undefined || !text.endsWith(branch.label, position)) return;
    position -= branch.label.length;
    node = branch;
  }
}
