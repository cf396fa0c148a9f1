import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import pc from "picocolors";
import { dataLocations } from "../catalog/data-locations.ts";
import { type InitRequest, requestProblems, usualAnswers } from "../init/init-request.ts";
import { type NewProject, nameOfFolder, writeProject } from "../init/new-project.ts";
import { UserError } from "../text/user-error.ts";
import { currentFolder } from "./current-folder.ts";
import { fitted } from "./render/fitted.ts";

/** What the command line says of a new project. */
export type InitAnswers = Partial<InitRequest>;

/**
 * Makes a project in `folder` and prints what to do next. A person at a terminal is asked for what `answers` omit.
 * Throws a `UserError` with every problem at once; nothing is written then.
 */
export async function initialise(folder: string, answers: InitAnswers): Promise<void> {
  const target = resolve(currentFolder(), folder);
  const isPerson = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const said = isPerson ? await asked(target, answers) : answers;
  const request: InitRequest = { name: nameOfFolder(target), ...usualAnswers, ...withoutGaps(said) };
  const problems = [...requestProblems(request), ...packageProblems(request.package)];
  if (problems.length > 0) {
    throw new UserError(`Nothing was written.\n\n${problems.map((one) => `- ${one}`).join("\n")}`);
  }
  const from = request.package === undefined ? {} : { package: resolve(currentFolder(), request.package) };
  console.log(fitted(rendered(await writeProject(target, { ...request, ...from })), process.stdout.columns));
}

function withoutGaps(answers: InitAnswers): InitAnswers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}

function packageProblems(tarball: string | undefined): readonly string[] {
  if (tarball === undefined || existsSync(resolve(currentFolder(), tarball))) return [];
  return [
    `--package: There is no file ${JSON.stringify(tarball)}. \`npm run pack\` in the repository of acs-events makes one.`,
  ];
}

async function asked(target: string, answers: InitAnswers): Promise<InitAnswers> {
  if (existsSync(resolve(target, "Pulumi.yaml"))) return answers;
  const { isCancel, select, text } = await import("@clack/prompts");
  const value = <T>(given: T | symbol): T => {
    if (isCancel(given)) throw new UserError("Nothing was written.");
    return given as T;
  };
  const line = async (message: string, usual: string): Promise<string> =>
    value<string | undefined>(await text({ message, placeholder: usual, defaultValue: usual })) || usual;
  const name = answers.name ?? (await line("What is the project called?", nameOfFolder(target)));
  const location = answers.location ?? (await line("In which Azure region?", usualAnswers.location));
  const dataLocation =
    answers.dataLocation ??
    value<string>(
      await select<string>({
        message: "Where does Communication Services keep its data?",
        initialValue: usualAnswers.dataLocation,
        options: dataLocations.map((one) => ({ value: one, label: one })),
      }),
    );
  return { ...answers, name, location, dataLocation };
}

function rendered({ folder, written, kept, byHand, existing }: NewProject): string {
  const where = relative(currentFolder(), folder) || ".";
  if (existing) return renderedAddition(written, kept, byHand);
  const go = where === "." ? [] : [`cd ${where}`];
  return [
    `${pc.green("✓")} ${pc.bold(where)}: a project of ${written.length} files`,
    "",
    "Next:",
    ...[...go, "npm install", "npm start", "npm test"].map((command) => `  ${command}`),
    "",
    pc.dim("npm start deploys the dev stack to a local Azure and shows who receives what; Azure itself is not needed."),
  ].join("\n");
}

function renderedAddition(written: readonly string[], kept: readonly string[], byHand: NewProject["byHand"]): string {
  return [
    `${pc.green("✓")} ${written.length} files added to your Pulumi project${kept.length === 0 ? "" : `; ${kept.length} were there and are left as they are`}`,
    ...written.map((file) => `  ${file}`),
    "",
    "Add by hand:",
    ...byHand.map(({ where, what }) => `  ${pc.bold(where)}: ${what}`),
  ].join("\n");
}
