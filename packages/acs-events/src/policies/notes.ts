import type { CannotTell } from "./rules/verdict.ts";

/** What is to be said of a run beside violations: each thing once. */
export interface Notes {
  readonly say: (line: string) => void;
  readonly cannotTell: (rule: string, what: CannotTell) => void;
  readonly lines: () => readonly string[];
}

export function createNotes(): Notes {
  const said = new Set<string>();
  const open = new Map<string, CannotTell[]>();
  return {
    say: (line) => said.add(line),
    cannotTell: (rule, what) => open.set(rule, [...(open.get(rule) ?? []), what]),
    lines: () => [...said, ...(open.size === 0 ? [] : [cannotTellYet(open)])],
  };
}

/** One line, since the engine shows each line of a pack as a message of its own. */
function cannotTellYet(open: ReadonlyMap<string, readonly CannotTell[]>): string {
  const rules = [...open].map(([rule, all]) => {
    const [first] = all;
    const more = all.length > 1 ? ` and ${all.length - 1} more` : "";
    return `${rule} (${first?.subject}: ${first?.path}${more})`;
  });
  const what = rules.length === 1 ? "this policy looks" : "these policies look";
  return `Cannot tell yet, since ${what} at values that are not known before the deployment: ${rules.join("; ")}.`;
}
