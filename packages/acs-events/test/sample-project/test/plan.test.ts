import { expectCommittedPlan } from "acs-events/testing";
import { test } from "vitest";
import project from "../infra/project.ts";

test("the committed plan of dev is what the team files declare", async () => {
  await expectCommittedPlan(project, "dev");
});
