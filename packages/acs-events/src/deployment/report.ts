import type { StackResult } from "./deploy-stacks.ts";

/** What a deployment of many stacks has to tell, as data; printed as it is by `--format json`. */
export interface DeploymentReport {
  /** The stack that has the topic. */
  readonly environment: string;
  /** Whether it was only looked at what would change. */
  readonly preview: boolean;
  readonly stacks: readonly StackResult[];
  readonly summary: { readonly [Outcome in StackResult["outcome"]]: number } & { readonly seconds: number };
}

/** @param seconds from the first stack to the last. */
export function reportOf(
  { environment, preview }: Pick<DeploymentReport, "environment" | "preview">,
  stacks: readonly StackResult[],
  seconds: number,
): DeploymentReport {
  const number = (outcome: StackResult["outcome"]): number => stacks.filter((one) => one.outcome === outcome).length;
  const summary = { done: number("done"), failed: number("failed"), stopped: number("stopped"), seconds };
  return { environment, preview, stacks, summary };
}

/** 0: every stack is deployed; 2: some are not; 130: it was interrupted. */
export function exitStatusOf({ summary }: DeploymentReport): 0 | 2 | 130 {
  if (summary.stopped > 0) return 130;
  return summary.failed > 0 ? 2 : 0;
}
