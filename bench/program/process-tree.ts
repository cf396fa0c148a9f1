import { readdirSync, readFileSync } from "node:fs";

/** What the processes of a command held at their peaks, in bytes. */
export interface PeakMemory {
  /** All of them at one moment. */
  readonly whole: number;
  /** Those of Node: the program, as the language host runs it. */
  readonly node: number;
}

interface ProcessView {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  readonly resident: number;
}

const pageSize = 4096;
const pause = 25;

/**
 * Watches `root` and all that it starts by Linux's /proc, many times a second, until `stop` is called, which gives the
 * peaks. Resident memory, added up: what several processes share counts for each, as `ps` and `top` have it.
 */
export function watchMemory(root: number): { stop(): PeakMemory } {
  let whole = 0;
  let node = 0;
  const look = (): void => {
    const family = descendants(root, processes());
    const sum = (of: readonly ProcessView[]): number => of.reduce((total, { resident }) => total + resident, 0);
    whole = Math.max(whole, sum(family));
    node = Math.max(node, sum(family.filter(({ name }) => name === "node" || name === "MainThread")));
  };
  const timer = setInterval(look, pause);
  return {
    stop() {
      clearInterval(timer);
      return { whole, node };
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
      // pid (name, which may have spaces and parentheses) state parent … resident pages is the 24th.
      const [, id, command, rest] = /^(\d+) \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
      const fields = (rest ?? "").split(" ");
      return [
        { id: Number(id), parent: Number(fields[1]), name: command ?? "", resident: Number(fields[21]) * pageSize },
      ];
    } catch {
      // It has ended since the folder was read.
      return [];
    }
  });
}
