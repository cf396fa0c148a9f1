/** `acs-events/testing`: for the tests of a project. Needs vitest. */
import { expect } from "vitest";
import { toDeliver } from "./to-deliver.ts";

// The declarations of the package keep only this import, which tells the compiler of the matcher.
import "./to-deliver.ts";

export type { RehearsalResult } from "../rehearsal/result.ts";
export type { SubscriptionChange } from "./change-subscription.ts";
export { expectCommittedPlan } from "./expect-committed-plan.ts";
export { type KeptDeadLetter, type LocalAzureOptions, startLocalAzure, type TestAzure } from "./local-azure.ts";
export { planOf, stackValues, teamPlanOf } from "./plan-of.ts";
export { rehearsalOf } from "./rehearsal-of.ts";
export { type SampleChanges, sampleOf } from "./sample-of.ts";

expect.extend({ toDeliver });
