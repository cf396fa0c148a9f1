import { readdirSync, readFileSync } from "node:fs";

/** What the processes of a command took. */
export interface Usage {
  /** The memory of all of them at one moment, in bytes, at its peak. */
  readonly whole: number;
  /** Of it, that of Node: the program, as the language host runs it. */
  readonly node: number;
  /** Seconds of a processor, all of them together. */
  readonly processor: number;
}

interface ProcessView {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  readonly resident: number;
  readonly processor: number;
}

const pageSize = 4096;
const ticksInASecond = 100;
const pauseInMilliseconds = 40;

/**
 * Watches `root` and all that it starts by Linux's /proc, many times a second, until `stop` is called, which gives the
 * usage. Resident memory, added up: what several processes share counts for each, as `ps` and `top` have it.
 */
export function watchProcesses(root: number): { stop(): Usage } {
  let whole = 0;
  let node = 0;
  const processor = new Map<number, number>();
  const look = (): void => {
    const family = descendants(root, processes());
    const sum = (of: readonly ProcessView[]): number => of.reduce((total, { resident }) => total + resident, 0);
    whole = Math.max(whole, sum(family));
    for (const one of family) processor.set(one.id, one.processor);
    node = Math.max(node, sum(family.filter(({ name }) => name === "node" || name === "MainThread")));
  };
  const timer = setInterval(look, pauseInMilliseconds);
  return {
    stop() {
      clearInterval(timer);
      return { whole, node, processor: [...processor.values()].reduce((sum, one) => sum + one, 0) };
    },
  };
}

function descendants(root: number, all: readonly ProcessView[]): readonly ProcessView[] {
  const family = new Set([root]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { id, parent } of all) if (family.has(parent)) family.add(id);
  }
  return all.filter(({ id }) => family.has(id));
}

function processes(): readonly ProcessView[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // id (name, which may have spaces and parentheses) state parent …; ticks are the 14th and 15th, pages the 24th.
      const [, id, command, rest] = /^(\d+) \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      const fields = (rest ?? "").split(" ");
      return [
        {
          id: Number(id),
          parent: Number(fields[1]),
          name: command ?? "",
          resident: Number(fields[21]) * pageSize,
          processor: (Number(fields[11]) + Number(fields[12])) / ticksInASecond,
        },
      ];
    } catch {
      // It has ended since the folder was read.
      return [];
    }
  });
}
