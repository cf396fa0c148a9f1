import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readExistingProject } from "../../../../src/cli/new/existing-project.ts";
import { firstTestOf } from "../../../../src/cli/new/first-test.ts";
import { newTeamFile } from "../../../../src/cli/new/new-file.ts";
import type { NewRequest } from "../../../../src/cli/new/new-request.ts";
import { problemsOf } from "../../../../src/cli/new/request-problems.ts";
import { readTemplateOptions } from "../../../../src/cli/new/template-options.ts";
import { plan } from "../../../../src/plan/plan.ts";
import { templates } from "../../../../src/plan/templates/index.ts";
import { loadTeams } from "../../../../src/project/load-teams.ts";
import { workingTree } from "../../../../src/project/project.ts";
import { withRepository } from "../../../cli/new/temporary-repository.ts";
import { repositoryRoot } from "../../../sample-project.ts";
import { mistakesIn } from "../../team-file-compiler.ts";

/** Each template as the command line would write it: with what it needs, and with every option at its example. */
const cases = templates.flatMap((template) => {
  const given = (all: boolean): string[] =>
    template.options.flatMap(({ name, required, example }) => (all || required ? [`${name}=${example}`] : []));
  return [false, true].map((all) => {
    const team = `${template.name}-${all ? "whole" : "short"}`;
    const answers: NewRequest = {
      kind: "team",
      team,
      owner: `${team}@contoso.example`,
      template: template.name,
      endpoint: "support-queue",
      options: given(all),
    };
    const { options } = readTemplateOptions(template, answers.options);
    const use = { template, name: template.subscription, options, endpoint: "support-queue" };
    return { team, answers, file: `infra/teams/${team}.ts`, text: newTeamFile(team, answers.owner ?? "", use) };
  });
});

/** As docs/teams.md says of what differs between environments. */
const asks = `import { smsInbox, team } from "#acs-events";
export default team("asks", { owner: "o" }, (stack) => [
  ...smsInbox("inbox", { numbersBeginWith: [stack.value("supportNumbers")], endpoint: "support-queue" }),
]);
`;

test("there are templates to look at", () => {
  expect(cases.length).toBeGreaterThanOrEqual(6);
  expect(cases.every(({ text }) => text.includes("...") && text.includes('from "#acs-events"'))).toBe(true);
});

test("the compiler takes every file, with the options of this repository, and would not take a wrong one", () => {
  const [first] = cases;
  const wrong = first?.text.replace('endpoint: "', 'endpont: "') ?? "";
  const files = [...cases, { file: "infra/teams/asks.ts", text: asks }, { file: "infra/teams/wrong.ts", text: wrong }];
  const said = mistakesIn(new Map(files.map(({ file, text }) => [file, text])));
  expect(said.filter(({ file }) => file !== "infra/teams/wrong.ts")).toEqual([]);
  expect(said.map(({ message }) => message).join()).toContain("'endpont' does not exist");
});

describe("in a repository of their own", () => {
  test("Biome has nothing to say, a plan has no problems, `new` would have taken each, and each has a first test", async () => {
    await withRepository(async (made) => {
      const around = await readExistingProject(workingTree(made.folder), "dev");
      expect(cases.map(({ answers }) => problemsOf(answers, around))).toEqual(cases.map(() => []));

      for (const { file, text } of cases) await made.write(file, text);
      const teams = await loadTeams(made.folder);
      const { problems, subscriptions } = plan(teams, around.settings);
      expect(problems).toEqual([]);
      const first = cases.map(({ team }) => subscriptions.find((one) => one.team === team));
      const tests = first.map((one) => (one === undefined ? undefined : firstTestOf(one, "dev")));
      await mkdir(join(made.folder, "test/teams"), { recursive: true });
      for (const one of tests) if (one !== undefined) await made.write(one.file, one.text);
      const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
      const checked = spawnSync(
        process.execPath,
        [
          biome,
          "check",
          "--error-on-warnings",
          `--config-path=${repositoryRoot}`,
          "--vcs-enabled=false",
          join(made.folder, "infra/teams"),
          join(made.folder, "test/teams"),
        ],
        { encoding: "utf8" },
      );
      expect(`${checked.status} ${checked.stdout}${checked.stderr}`).toMatch(
        new RegExp(`^0 Checked ${2 * cases.length + 1} files`),
      );
    });
  });
});
