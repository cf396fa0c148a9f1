import typescript from "typescript";
import { describe, expect, test } from "vitest";
import { insertEntry } from "../../src/team-files/insert-entry.ts";

const addition = { entry: '// Once.\n...threads("messages", { endpoint: "chat" })', imports: ["threads"] };

function inserted(text: string, what = addition): string {
  const result = insertEntry(typescript, text, what);
  return result.ok ? result.text : `refused: ${result.reason}`;
}

describe("the entry goes to the end of the array, and all the rest stays", () => {
  test.each([
    [
      "one subscription, with comments around",
      `// Ours.
import { subscription, team } from "#acs-events";

export default team("a", { owner: "o" }, (stack) => [
  subscription("b", {  endpoint: 'crm' }), // keep
  // last word
]);
`,
      `// Ours.
import { subscription, team, threads } from "#acs-events";

export default team("a", { owner: "o" }, (stack) => [
  subscription("b", {  endpoint: 'crm' }), // keep
  // last word
  // Once.
  ...threads("messages", { endpoint: "chat" }),
]);
`,
    ],
    [
      "no comma behind the last one",
      `import { team, zebra } from "#acs-events";
export default team("a", { owner: "o" }, () => [
    zebra() // keep
]);
`,
      `import { team, threads, zebra } from "#acs-events";
export default team("a", { owner: "o" }, () => [
    zebra(), // keep
  // Once.
  ...threads("messages", { endpoint: "chat" }),
]);
`,
    ],
    [
      "an empty array",
      'import { team } from "#acs-events";\nexport default team("a", { owner: "o" }, () => []);\n',
      'import { team, threads } from "#acs-events";\nexport default team("a", { owner: "o" }, () => [\n  // Once.\n  ...threads("messages", { endpoint: "chat" }),\n]);\n',
    ],
    [
      "an array on one line, a name that is imported already, an alias of team",
      'import { threads, team as ours } from "#acs-events";\nexport default ours("a", { owner: "o" }, () => [one]);\n',
      'import { threads, team as ours } from "#acs-events";\nexport default ours("a", { owner: "o" }, () => [one,\n  // Once.\n  ...threads("messages", { endpoint: "chat" }),\n]);\n',
    ],
    [
      "a block that ends in its only return, a variable, types around",
      `import { team } from "#acs-events";
const made = (team("a", { owner: "o" }, function (stack) {
\tconst inner = () => { return 1; };
\treturn ([
\t\tinner(),
\t] as const);
}) satisfies unknown);
export default made;
`,
      `import { team, threads } from "#acs-events";
const made = (team("a", { owner: "o" }, function (stack) {
\tconst inner = () => { return 1; };
\treturn ([
\t\tinner(),
\t\t// Once.
\t\t...threads("messages", { endpoint: "chat" }),
\t] as const);
}) satisfies unknown);
export default made;
`,
    ],
    [
      "an import over several lines",
      'import {\n  subscription,\n  team,\n} from "#acs-events";\nexport default team("a", {}, () => [\n]);\n',
      'import {\n  subscription,\n  team, threads,\n} from "#acs-events";\nexport default team("a", {}, () => [\n  // Once.\n  ...threads("messages", { endpoint: "chat" }),\n]);\n',
    ],
    [
      "lines that end as on Windows",
      'import { team } from "#acs-events";\r\nexport default team("a", {}, () => [\r\n]);\r\n',
      'import { team, threads } from "#acs-events";\r\nexport default team("a", {}, () => [\r\n  // Once.\r\n  ...threads("messages", { endpoint: "chat" }),\r\n]);\r\n',
    ],
  ])("%s", (_, before, after) => {
    expect(inserted(before)).toBe(after);
  });

  test("several names for one place keep their order", () => {
    const before = 'import { team } from "#acs-events";\nexport default team("a", {}, () => []);\n';
    expect(inserted(before, { entry: "x", imports: ["zz", "filter", "team", "emailBounces"] })).toBe(
      'import { emailBounces, filter, team, zz } from "#acs-events";\nexport default team("a", {}, () => [\n  x,\n]);\n',
    );
  });
});

describe("what it does not know is left to a person", () => {
  const head = 'import { team } from "#acs-events";\n';
  test.each([
    ["export const a = 1;", "it has no `export default`"],
    [`export default team("a", {}, () => []);`, "its default export is not a call of `team` from #acs-events"],
    [
      `import type { team } from "#acs-events";\nexport default team("a", {}, () => []);`,
      "its default export is not a call of `team` from #acs-events",
    ],
    [
      `${head}export default team("a", {}, declare);`,
      "the third argument of `team` is not a function that is written there",
    ],
    [
      `${head}export default team("a", {}, () => { if (x) return []; return []; });`,
      "the function of the team does not end in its only `return`",
    ],
    [
      `${head}export default team("a", {}, () => all.filter(Boolean));`,
      "the function of the team returns no array that is written there",
    ],
    [
      `${head}const threads = 1;\nexport default team("a", {}, () => [threads]);`,
      '"threads" is the name of something else in it',
    ],
    [
      `${head}import { threads } from "./shared.ts";\nexport default team("a", {}, () => [threads]);`,
      '"threads" is the name of something else in it',
    ],
    [`${head}\nexport default team("a", {}, () => [`, "line 3 is not TypeScript: ']' expected."],
  ])("%s", (text, reason) => {
    expect(inserted(text)).toBe(`refused: ${reason}`);
  });
});
