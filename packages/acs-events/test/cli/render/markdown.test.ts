import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../src/cli/render/reference.ts";

const guide = `# Teams

One file a team, in
\`infra/teams\`. A [command](start.md) writes it.

- one subscription or
  several
- a filter

1. Import it:

   \`\`\`sh
   npx acs-events import deployed.json --team support
   \`\`\`

2. Commit.
`;

test("in a terminal, paragraphs and items are broken at its width, and commands are not", () => {
  expect(stripVTControlCharacters(renderMarkdown(guide, 28))).toBe(`Teams

One file a team, in
infra/teams. A command
writes it.

- one subscription or
  several
- a filter

1. Import it:

   npx acs-events import deployed.json --team support

2. Commit.`);
});

test("elsewhere lines end where the file ends them", () => {
  const text = stripVTControlCharacters(renderMarkdown(guide));
  expect(text).toContain("One file a team, in\ninfra/teams. A command writes it.");
  expect(text).toContain("- one subscription or\n  several\n");
});
