import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Surroundings } from "../../../src/cli/new/existing-project.ts";
import { readSurroundings } from "../../../src/cli/new/existing-project.ts";
import { repository } from "../../../src/project/repository.ts";
import { templates } from "./templates.ts";

export interface TemporaryRepository {
  readonly folder: string;
  /** The names in `infra/teams`, sorted. */
  teams(): Promise<string[]>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  around(): Promise<Surroundings>;
}

/** A repository like this one with nothing but teams, a stack and policies, and with the tests' templates; gone afterwards. */
export async function withRepository<T>(use: (made: TemporaryRepository) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-new-")));
  try {
    for (const path of ["infra/teams", "policies/config"]) await mkdir(join(folder, path), { recursive: true });
    for (const file of ["infra/teams/support.ts", "Pulumi.dev.yaml", "policies/config/dev.json"]) {
      await copyFile(join(repository, file), join(folder, file));
    }
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ type: "module", imports: { "#acs-events": "./infra/acs-events.ts" } }),
    );
    const from = (file: string): string =>
      `export * from ${JSON.stringify(pathToFileURL(join(repository, file)).href)};\n`;
    await writeFile(
      join(folder, "infra/acs-events.ts"),
      `${from("infra/acs-events.ts")}${from("test/cli/new/templates.ts")}`,
    );
    return await use({
      folder,
      teams: async () => (await readdir(join(folder, "infra/teams"))).sort(),
      read: (file) => readFile(join(folder, file), "utf8"),
      write: (file, text) => writeFile(join(folder, file), text),
      around: async () => {
        const own = await import("./templates.ts");
        const functions: Readonly<Record<string, unknown>> = own;
        const around = await readSurroundings(folder, "dev");
        return {
          ...around,
          templates,
          templateFunction: (template) => functions[template.function] as ReturnType<Surroundings["templateFunction"]>,
        };
      },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
