import { readPreviewPair, type SubscriptionSet } from "../../infra/subscriptions/subscription-set.ts";
import { UserError } from "../user-error.ts";
import { readJson, readSubscriptions } from "./subscriptions.ts";

export interface ReviewInputs {
  readonly base: SubscriptionSet;
  readonly head: SubscriptionSet;
  /** False where unchanged subscriptions may be missing on both sides. */
  readonly complete: boolean;
}

/** Both sides of a review. A `pulumi preview --json` given alone is both: what is deployed, and what would be. */
export async function reviewInputs(base: string, head: string | undefined, stack: string): Promise<ReviewInputs> {
  if (base === "-" && head === "-") throw new UserError("Standard input can be one side of a review, not both.");
  if (head === undefined) {
    const { json } = await readJson(base, stack);
    const pair = readPreviewPair(json);
    if (pair !== undefined) return pair;
    return {
      base: await readSubscriptions({ from: base, stack, json }),
      head: await readSubscriptions({ from: undefined, stack }),
      complete: true,
    };
  }
  return {
    base: await readSubscriptions({ from: base, stack }),
    head: await readSubscriptions({ from: head, stack }),
    complete: true,
  };
}
