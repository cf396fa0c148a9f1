import * as pulumi from "@pulumi/pulumi";
import { plan } from "../packages/acs-events/src/plan/plan.ts";
import { renderProblems } from "../packages/acs-events/src/plan/problem.ts";
import { deployedBy } from "../packages/acs-events/src/plan/team-stacks.ts";
import { loadTeams } from "../packages/acs-events/src/project/load-teams.ts";
import { environment } from "../packages/acs-events/src/pulumi/environment.ts";
import { eventSubscriptions } from "../packages/acs-events/src/pulumi/event-subscriptions.ts";
import { readStack } from "../packages/acs-events/src/pulumi/read-stack.ts";
import { sharedStack } from "../packages/acs-events/src/pulumi/shared-stack.ts";

const name = pulumi.getStack();

// Configuration and teams become a plan, or a list of everything that is wrong with them.
const stack = readStack();
if (!stack.ok) throw new pulumi.RunError(renderProblems(stack.problems, name));
const planned = plan(await loadTeams(), stack.settings);
if (planned.problems.length > 0) throw new pulumi.RunError(renderProblems(planned.problems, name));
const { subscriptions, leftOut } = deployedBy(planned, name);

// Where events come from and where they go: made here, or there already when this is the stack of one team.
const { surroundings, outputs } =
  stack.teamStack === undefined
    ? environment(stack.config, name)
    : { surroundings: await sharedStack(stack.teamStack, subscriptions, stack.config), outputs: {} };

// Which of them go where.
for (const { name, reason } of leftOut) await pulumi.log.info(`${name} is left out: ${reason}`);
const eventSubscriptionIds = await eventSubscriptions(subscriptions, surroundings);

/** The stack's outputs (`main.js` hands them to the engine). */
export default { ...outputs, eventSubscriptionIds, leftOut: leftOut.map(({ name, reason }) => ({ name, reason })) };
