import { describe, expect, test } from "vitest";
import { deriveTeamStack } from "../../src/stack/derived-team-stack.ts";
import { type OtherStacks, parseStack } from "../../src/stack/stack.ts";
import { sampleValues } from "../sample-project.ts";

const prod = {
  "acs-events:communication": { dataLocation: "Europe" },
  "acs-events:values": { supportNumbers: "1555" },
  "acs-events:teamStacks": ["support", "support-eu"],
};

const files: Record<string, Record<string, unknown>> = { prod, "prod-support": {}, other: prod };
const others: OtherStacks = { names: Object.keys(files), read: (stack) => files[stack] ?? {} };

function problemOf(name: string, entries: Record<string, unknown>): string {
  const parsed = parseStack(name, entries, others, sampleValues);
  if (parsed.ok) throw new Error("nothing was wrong");
  return parsed.problems.map(({ path, message }) => `${path}: ${message}`).join("\n");
}

test("a stack with a configuration of its own has a topic of its own", () => {
  expect(parseStack("prod", prod, others, sampleValues)).toMatchObject({ ok: true, name: "prod", environment: "prod" });
  expect(parseStack("prod", prod, others, sampleValues)).not.toHaveProperty("teamStack");
});

describe("a team's stack", () => {
  test.each([
    ["known by its name alone, without any file", "prod-support-eu", {}, "support-eu", "prod"],
    ["with a file in which only the engine has written", "prod-support", {}, "support", "prod"],
    [
      "referring to another project",
      "prod-support",
      { "acs-events:sharedStack": "contoso/events/prod" },
      "support",
      "contoso/events/prod",
    ],
    [
      "with the whole configuration written into its file",
      "prod-support",
      { ...prod, "acs-events:sharedStack": "prod" },
      "support",
      "prod",
    ],
  ])("%s", (_, name, entries, team, sharedStack) => {
    const parsed = parseStack(name, entries, others, sampleValues);
    expect(parsed).toMatchObject({ ok: true, name, environment: "prod", teamStack: { team, sharedStack } });
    // Team files know the environment, and nothing of who deploys them.
    expect(parsed.ok && parsed.settings.name).toBe("prod");
  });

  test.each([
    [
      "prod-billing",
      { "acs-events:sharedStack": "prod" },
      'acs-events:sharedStack: Pulumi.prod.yaml does not list the team "billing" under acs-events:teamStacks, so the stack "prod" still has its subscriptions. List the team there (docs/stacks.md says how to move what is deployed)',
    ],
    [
      "support",
      { "acs-events:sharedStack": "prod" },
      'acs-events:sharedStack: a team\'s stack on the topic of "prod" is called "prod-<team>", and this one "support"; give it such a name (`pulumi stack rename`)',
    ],
    [
      "staging-support",
      { "acs-events:sharedStack": "staging" },
      'acs-events:sharedStack: there is no Pulumi.staging.yaml, which says what the stack "staging" has; there are prod, prod-support, other',
    ],
    [
      "prod-support",
      { "acs-events:sharedStack": ["prod"] },
      'acs-events:sharedStack: ["prod"] will not do: it takes the name of the stack that has the topic, "prod", or with its place in front, "organization/project/prod"',
    ],
  ])("refused: %s %j", (name, entries, message) => {
    expect(problemOf(name, entries)).toBe(message);
  });

  test("a name that no stack lists is an ordinary stack, without the configuration that it needs", () => {
    expect(problemOf("prod-billing", {})).toContain(
      "acs-events:communication: Pulumi.prod-billing.yaml does not set it",
    );
  });
});

test("the derived file has the shared configuration and encryption, the reference, and no secret", () => {
  const shared = `encryptionsalt: v1:salt
config:
  azure-native:location: westeurope # where things are
  acs-events:communication: { dataLocation: Europe }
  acs-events:secrets:
    sms-handlers: { query: { secure: v1:cipher }, headers: { x-key: plain } }
`;
  expect(deriveTeamStack(shared, "prod")).toBe(`# Made of Pulumi.prod.yaml, which is the one to edit.

encryptionsalt: v1:salt
config:
  azure-native:location: westeurope # where things are
  acs-events:communication: { dataLocation: Europe }
  acs-events:secrets:
    sms-handlers:
      query: from-the-shared-stack
      headers:
        x-key: from-the-shared-stack
  acs-events:sharedStack: prod
`);
});
