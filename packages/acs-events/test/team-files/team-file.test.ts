import { describe, expect, test } from "vitest";
import { formatSource } from "../../src/cli/format-source.ts";
import { lineComment } from "../../src/team-files/comment.ts";
import { call, code } from "../../src/team-files/literal.ts";
import { importStatement, renderTeamFile } from "../../src/team-files/team-file.ts";
import { repositoryRoot } from "../sample-project.ts";

const moderation = {
  team: "moderation",
  owner: "moderation@contoso.example",
  about: "Moderation reads what is written in chat threads.",
  imports: ["subscription", "filter", "subscription"],
  usesStack: false,
  entries: [
    `${lineComment("Once per thread.")}${call("subscription", "messages", {
      filter: code('filter({ eventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"] })'),
      endpoint: "chat-handlers",
    })}`,
  ],
};

describe("renderTeamFile", () => {
  test("reads like one that a person wrote", () => {
    expect(renderTeamFile(moderation)).toBe(`import { filter, subscription, team } from "#acs-events";

/** Moderation reads what is written in chat threads. */
export default team("moderation", { owner: "moderation@contoso.example" }, () => [
  // Once per thread.
  subscription("messages", {
    filter: filter({ eventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"] }),
    endpoint: "chat-handlers",
  }),
]);
`);
  });

  test.each([
    ["a team with subscriptions", moderation],
    ["one without any", { ...moderation, entries: [], imports: [] }],
    ["one that asks its stack", { ...moderation, usesStack: true, entries: [], imports: [] }],
    ["a long sentence", { ...moderation, about: "Moderation reads what is written in chat threads. ".repeat(4) }],
    ["a sentence that would end the comment", { ...moderation, about: "All of */phonenumber/* and more." }],
    ["a name that leaves no room", { ...moderation, team: "m".repeat(60) }],
    ["many names", { ...moderation, imports: Array.from({ length: 12 }, (_, i) => `aRatherLongName${i + 10}`) }],
  ])("%s: Biome finds nothing to format", async (_, file) => {
    const text = renderTeamFile(file);
    expect(await formatSource(repositoryRoot, text, "infra/teams/moderation.ts")).toBe(text);
  });
});

test("names are imported once, in Biome's order", () => {
  expect(importStatement(["team", "phoneNumber", "Filter", "filter", "team"])).toBe(
    'import { Filter, filter, phoneNumber, team } from "#acs-events";\n',
  );
});

test("comments are wrapped at the width of a line, and paragraphs kept", () => {
  expect(lineComment(`${"word ".repeat(25)}\n\nend`, { indent: 2 })).toBe(
    `// ${"word ".repeat(23).trim()}\n// word word\n//\n// end\n`,
  );
});

describe("formatSource", () => {
  test("formats by the rules of the repository", async () => {
    expect(await formatSource(repositoryRoot, "export   const a = 'b'", "infra/teams/a.ts")).toBe(
      'export const a = "b";\n',
    );
  });

  test("says what Biome says of a text that is not TypeScript", async () => {
    await expect(formatSource(repositoryRoot, "export const = ", "infra/teams/a.ts")).rejects.toThrow(
      /^Biome cannot format infra\/teams\/a\.ts:\n/,
    );
  });
});
