/** One thing and a box that it is tied to. */
export interface Tie {
  readonly name: string;
  /** The id of the box on the other side. */
  readonly to: string;
  readonly label: string | undefined;
  readonly waits: boolean;
}

/** Things that share a box, since they are tied to the same boxes in the same way. */
export interface BoxBundle {
  readonly names: readonly string[];
  readonly ties: readonly Omit<Tie, "name">[];
}

/**
 * Things tied to the very same boxes in the very same way, together: says as much as one box each, with fewer lines.
 * Both in the order of their first mention.
 */
export function bundle(ties: readonly Tie[]): readonly BoxBundle[] {
  const things = [...Map.groupBy(ties, ({ name }) => name)].map(([name, own]) => ({
    name,
    ties: own.map(({ to, label, waits }) => ({ to, label, waits })),
  }));
  const alike = Map.groupBy(things, (thing) =>
    JSON.stringify(thing.ties.map(({ to, label, waits }) => [to, label ?? null, waits]).toSorted(byBox)),
  );
  return [...alike.values()].map((members) => ({
    names: members.map(({ name }) => name),
    ties: members[0]?.ties ?? [],
  }));
}

function byBox([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}
