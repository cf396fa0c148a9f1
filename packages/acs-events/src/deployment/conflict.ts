import { isConclusion } from "./reasons.ts";

/** As an engine says that Azure answered with the status 409, in the forms of its older and newer libraries. */
const conflictStatus =
  /\bRESPONSE 409\b|\b409 Conflict\b|\bStatus(?:Code)?\s*[=:]\s*409\b|\bcode\s*[=:]\s*\\?"?Conflict\b/i;

/** A status 409 that says the same however often one asks. */
const takenForGood = /\balready (?:exist|taken)|\bRoleAssignmentExists\b|Already(?:Exists|Taken)\b/i;

/**
 * Why a deployment failed, where that passes by itself: another deployment holds the stack's lock, or Azure was busy
 * with another write to the topic, as it is when several stacks add to it at a time (Azure/bicep#2549). Undefined where
 * trying again would not help, and that is so as soon as one of several reasons is of another kind.
 * @param error what the Automation API threw.
 * @param messages the errors that the engine reported.
 */
export function conflictIn(error: unknown, messages: readonly string[]): string | undefined {
  if (error instanceof Error && error.name === "ConcurrentUpdateError") return lockedBy(error.message);
  const reasons = messages.filter((message) => !isConclusion(message));
  const busy = reasons.every((message) => conflictStatus.test(message) && !takenForGood.test(message));
  return busy && reasons.length > 0 ? "Azure is busy with another write to the topic (409 Conflict)" : undefined;
}

/** The words of the backends that keep locks as files; Pulumi Cloud does not say who it is. */
function lockedBy(message: string): string {
  const [, who, since] = /created by (\S+) \(pid \d+\) at ([^\s,]+)/.exec(message) ?? [];
  return who === undefined
    ? "another update of the stack is in progress"
    : `the stack is locked by ${who} since ${since}`;
}
