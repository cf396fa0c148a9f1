import { roleAttempts, usualAttempts } from "./backoff.ts";
import { isConclusion } from "./reasons.ts";

/** Why a deployment failed, where that passes by itself. */
export interface PassingFailure {
  readonly reason: string;
  /** How often it is worth trying, at most. */
  readonly attempts: number;
}

/** As an engine says that Azure answered with the status 409, in the forms of its older and newer libraries. */
const conflictStatus =
  /\bRESPONSE 409\b|\b409 Conflict\b|\bStatus(?:Code)?\s*[=:]\s*409\b|\bcode\s*[=:]\s*\\?"?Conflict\b/i;

/** A status 409 that says the same however often one asks. */
const takenForGood = /\balready (?:exist|taken)|\bRoleAssignmentExists\b|Already(?:Exists|Taken)\b/i;

/**
 * An identity whose role, or which itself, is not known to all of Azure yet. Azure's words for a subscription whose
 * identity may not write to its destination are in no recording: these are the ones that its services use for that.
 */
const roleUnknown =
  /\bPrincipalNotFound\b|\bidentity\b.*\b(?:is not authorized|has no role|does not have (?:the )?(?:required )?(?:permissions?|access|authorization))\b|\bAuthorizationPermissionMismatch\b/i;

/**
 * Why a deployment failed, where that passes by itself: another deployment holds the stack's lock; Azure was busy with
 * another write to the topic, as it is when several stacks add to it at a time (Azure/bicep#2549); or a role was assigned
 * so short a time ago that not all of Azure knows it. Undefined where trying again would not help, and that is so as soon
 * as one of several reasons is of another kind.
 * @param error what the Automation API threw.
 * @param messages the errors that the engine reported.
 */
export function passingFailure(error: unknown, messages: readonly string[]): PassingFailure | undefined {
  if (error instanceof Error && error.name === "ConcurrentUpdateError") {
    return { reason: lockedBy(error.message), attempts: usualAttempts };
  }
  const reasons = messages.filter((message) => !isConclusion(message));
  const roles = reasons.filter((message) => roleUnknown.test(message));
  const busy = reasons.filter((message) => conflictStatus.test(message) && !takenForGood.test(message));
  if (reasons.length === 0 || new Set([...roles, ...busy]).size < new Set(reasons).size) return undefined;
  if (roles.length === 0) {
    return { reason: "Azure is busy with another write to the topic (409 Conflict)", attempts: usualAttempts };
  }
  return {
    reason: "a role that was assigned moments ago is not known to all of Azure yet, which takes it some minutes",
    attempts: roleAttempts,
  };
}

/** The words of the backends that keep locks as files; Pulumi Cloud does not say who it is. */
function lockedBy(message: string): string {
  const [, who, since] = /created by (\S+) \(pid \d+\) at ([^\s,]+)/.exec(message) ?? [];
  return who === undefined
    ? "another update of the stack is in progress"
    : `the stack is locked by ${who} since ${since}`;
}
