import { type Literal, literal } from "./literal.ts";

/** A published sample of an event type, with changes. */
export interface TestEvent {
  readonly type: string;
  /** `subject` and `data`, as `sampleOf` of acs-events/testing takes them; empty for the sample as it was published. */
  readonly changes: { readonly [key: string]: Literal };
}

export interface TeamTestText {
  readonly team: string;
  readonly stack: string;
  /** Its name in the team file, or in Azure. */
  readonly subscription: string;
  readonly delivered: TestEvent;
  readonly kept: TestEvent;
}

/** The text of a first test of a team, formatted but for what only a formatter sees. */
export function renderTeamTest({ team, stack, subscription, delivered, kept }: TeamTestText): string {
  const stackArgument = stack === "dev" ? "" : `, ${literal(stack)}`;
  const name = literal(subscription);
  return `import { sampleOf, teamPlanOf } from "acs-events/testing";
import { expect, test } from "vitest";
import project from "../../infra/project.ts";

// A first test; \`npx acs-events docs testing\` says what else a test can ask.
test(${literal(`${team}: ${subscription} gets what it is for, and nothing else`)}, async () => {
  const plan = await teamPlanOf(project, ${literal(team)}${stackArgument});
  const wanted = ${sample(delivered)};
  const unwanted = ${sample(kept)};
  expect(plan).toDeliver(wanted, ${name});
  expect(plan).not.toDeliver(unwanted, ${name});
});
`;
}

function sample({ type, changes }: TestEvent): string {
  const head = `sampleOf(${literal(type)}`;
  if (Object.keys(changes).length === 0) return `${head})`;
  return `${head}, ${literal(changes, { column: `  const wanted = ${head}, `.length + 1, indent: 2 })})`;
}
