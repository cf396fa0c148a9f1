import { z } from "zod";

/**
 * How far a deployment is, by the number that the site answers (Azure CLI, azd and Core Tools read the same numbers).
 * The HTTP status is 200 or 202 for all of them: only the body decides.
 */
export type DeploymentState = "running" | "succeeded" | "failed" | "cancelled" | "conflict" | "partial";

const states: ReadonlyMap<number, DeploymentState> = new Map([
  [-1, "cancelled"],
  [0, "running"],
  [1, "running"],
  [2, "running"],
  [3, "failed"],
  [4, "succeeded"],
  [5, "conflict"],
  [6, "partial"],
]);

const words = ["Pending", "Building", "Deploying"];

export interface DeploymentStatus {
  readonly state: DeploymentState;
  /** "Building", where it runs. */
  readonly word: string;
  readonly id?: string;
}

const body = z.looseObject({ status: z.int(), id: z.string().optional() });

/** Reads the answer about a deployment; undefined where the body has no status that is known. */
export function readDeploymentStatus(text: string): DeploymentStatus | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = body.safeParse(json);
  const state = parsed.success ? states.get(parsed.data.status) : undefined;
  if (!parsed.success || state === undefined) return undefined;
  return {
    state,
    word: words[parsed.data.status] ?? state,
    ...(parsed.data.id === undefined ? {} : { id: parsed.data.id }),
  };
}

/** Where a deployment ended. */
const logEntries = z.array(z.looseObject({ message: z.string() }));

/** The last messages of a deployment's log; none where it is not a log. */
export function lastLogMessages(text: string, most = 3): readonly string[] {
  try {
    const parsed = logEntries.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.slice(-most).map(({ message }) => message) : [];
  } catch {
    return [];
  }
}
