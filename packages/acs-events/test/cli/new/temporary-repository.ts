import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExistingProject } from "../../../src/cli/new/existing-project.ts";
import { readExistingProject } from "../../../src/cli/new/existing-project.ts";
import { workingTree } from "../../../src/project/project.ts";
import { linkDependencies, repositoryRoot, sampleRoot } from "../../sample-project.ts";
import { templates } from "./templates.ts";

export interface TemporaryRepository {
  readonly folder: string;
  /** The names in `infra/teams`, sorted. */
  teams(): Promise<string[]>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  around(): Promise<ExistingProject>;
}

/** A project with nothing but teams, a stack and policies, and with the tests' templates; gone afterwards. */
export async function withRepository<T>(use: (made: TemporaryRepository) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-new-")));
  try {
    for (const path of ["infra/teams", "policies/config"]) await mkdir(join(folder, path), { recursive: true });
    for (const file of [
      "Pulumi.yaml",
      "infra/project.ts",
      "policies/rules.ts",
      "infra/teams/support.ts",
      "Pulumi.dev.yaml",
      "policies/config/dev.json",
    ]) {
      await copyFile(join(sampleRoot, file), join(folder, file));
    }
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ type: "module", imports: { "#acs-events": "./infra/acs-events.ts" } }),
    );
    await linkDependencies(folder);
    const biome = JSON.parse(await readFile(join(repositoryRoot, "biome.json"), "utf8"));
    await writeFile(join(folder, "biome.json"), JSON.stringify({ ...biome, vcs: {}, files: {} }));
    const own = await readFile(join(sampleRoot, "infra/acs-events.ts"), "utf8");
    const templatesOfTests = new URL("templates.ts", import.meta.url).href;
    await writeFile(join(folder, "infra/acs-events.ts"), `${own}export * from ${JSON.stringify(templatesOfTests)};\n`);
    return await use({
      folder,
      teams: async () => (await readdir(join(folder, "infra/teams"))).sort(),
      read: (file) => readFile(join(folder, file), "utf8"),
      write: (file, text) => writeFile(join(folder, file), text),
      around: async () => {
        const own = await import("./templates.ts");
        const functions: Readonly<Record<string, unknown>> = own;
        const around = await readExistingProject(workingTree(folder), "dev");
        return {
          ...around,
          templates,
          templateFunction: (template) =>
            functions[template.function] as ReturnType<ExistingProject["templateFunction"]>,
        };
      },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
