import { createHash } from "node:crypto";
import { readAcceptances } from "../project/acceptances.ts";
import { projectRoot } from "../project/project-root.ts";
import { accept } from "../review/acceptance.ts";
import type { Review } from "../review/change.ts";
import { type CompareOptions, compareSubscriptions } from "../review/compare.ts";
import { withPolicies } from "../review/violations.ts";
import { UserError } from "../text/user-error.ts";
import { currentFolder } from "./current-folder.ts";
import { type ReviewInputs, reviewInputs } from "./input/review-inputs.ts";
import { policyChanges } from "./policy-changes.ts";

export interface ReviewRequest {
  readonly base: string;
  readonly head: string | undefined;
  readonly stack: string;
  /** Files and `NAME=VALUE` for the parameters of a template. */
  readonly parameters?: readonly string[] | undefined;
  /** The file with acceptances; if omitted, the one in the root of the project, where there is one. */
  readonly accepted: string | undefined;
  /** The file with recorded events, or `-`. */
  readonly events: string | undefined;
}

/**
 * The review of two sides as the command line names them, with policies, acceptances and recorded events. Throws a
 * `UserError` where something cannot be read; `unreadable` counts recorded events that were reported and omitted.
 */
export async function reviewSubscriptions({
  base,
  head,
  stack,
  accepted,
  events,
  parameters,
}: ReviewRequest): Promise<{ readonly review: Review; readonly unreadable: number }> {
  const acceptances = await readAcceptances(projectRoot(currentFolder()) ?? currentFolder(), accepted);
  if (events === "-" && (base === "-" || head === "-")) {
    throw new UserError("Standard input can be a side of the review or the events, not both.");
  }
  const replayEvents = events === undefined ? undefined : await replayOf(events);
  const sides = await reviewInputs(base, head, stack, parameters);
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const now = new Date().toISOString();
  const today = now.slice(0, 10);
  const { complete, changedPaths } = sides;
  const compared = compareSubscriptions(sides.base.subscriptions, sides.head.subscriptions, {
    complete,
    hash,
    today: now,
    ...(changedPaths === undefined ? {} : { changedPaths }),
    renameOrder: renameOrderOf(sides),
  });
  const policies = await policyChanges(base, head, sides, { stack, today, hash });
  const replayed = await replayEvents?.(sides);
  const judged = accept(compared, acceptances, today);
  const review = {
    ...(policies === undefined ? judged : withPolicies(judged, policies)),
    ...(replayed === undefined ? {} : { replay: replayed.replay }),
  };
  return { review, unreadable: replayed?.problems ?? 0 };
}

/** By what deploys the new side: Pulumi creates the new one first. */
function renameOrderOf({ head, replaced }: ReviewInputs): CompareOptions["renameOrder"] {
  switch (head.form) {
    case "terraform-show":
    case "terraform-files":
      return (now) => replaced?.get(now) ?? "unordered";
    case "arm-template":
      return () => "not-deleted";
    default:
      return undefined;
  }
}

/** Opens recorded events before anything is compared. What they need is loaded where there are any. */
async function replayOf(events: string) {
  const [{ openEventBatches }, { replayEvents }] = await Promise.all([
    import("./input/open-events.ts"),
    import("./replay-events.ts"),
  ]);
  const recorded = await openEventBatches(events);
  return (sides: ReviewInputs) => replayEvents(sides, recorded);
}

/** 2: something was found at the level that fails; 1: recorded events could not be read; else 0. */
export function exitStatusOf({ summary }: Review, failOn: "error" | "warning", unreadable: number): 0 | 1 | 2 {
  if (summary.errors > 0 || (failOn === "warning" && summary.warnings > 0)) return 2;
  return unreadable > 0 ? 1 : 0;
}
