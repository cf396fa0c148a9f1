import type { Finding, FindingLevel } from "./finding.ts";

/**
 * The definition of one kind of finding: its page in docs/reference/findings. Ids are permanent, and an id has one level.
 */
export interface FindingDefinition {
  readonly level: FindingLevel;
  /** What the finding means in general. The message of a finding describes the single case. */
  readonly says: string;
  /** What to do. */
  readonly todo: string;
  /** Azure turns the subscription down; absent: it takes it, whatever else is wrong. */
  readonly azure?: "refuses";
  /** The refusal is documented, and recordings of other sources show that such a subscription was taken. */
  readonly azureUnproven?: true;
}

export type FindingDefinitions = Readonly<Record<string, FindingDefinition>>;

/** A finding of one of `definitions`, with the level that is written there. */
export function finding<D extends FindingDefinitions>(
  definitions: D,
  id: keyof D & string,
  details: Omit<Finding, "id" | "level">,
): Finding {
  // `id` is one of the keys; an index signature would make it possibly undefined.
  const { level } = definitions[id] as FindingDefinition;
  return { id, level, ...details };
}
