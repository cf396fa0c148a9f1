import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acsEventsProgram, linkDependencies } from "../sample-project.ts";
import { engine, repository } from "./engine-under-test.ts";

const run = promisify(execFile);
let folder: string;
let made: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-template-"));
  made = join(folder, "made");
  const { stdout } = await run("git", ["ls-files", "-z"], { cwd: repository, maxBuffer: 1 << 26 });
  const files = stdout.split("\0").filter((name) => name !== "");
  for (const name of files) await cp(join(repository, name), join(folder, "template", name)).catch(() => undefined);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("`pulumi new` takes the repository as a template: the same program under the name that is asked for", async () => {
  const { pulumi } = engine();
  const { stdout } = await run(
    pulumi,
    [
      "new",
      join(folder, "template"),
      "--generate-only",
      "--yes",
      "--name",
      "contoso-events",
      "--dir",
      made,
      "--non-interactive",
    ],
    {
      env: {
        ...process.env,
        PATH: `${dirname(pulumi)}:${process.env["PATH"] ?? ""}`,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_CONFIG_PASSPHRASE: "template",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    },
  );
  expect(stdout).toContain("Created project 'contoso-events'");
  expect(stdout).toContain("`npm start` rehearses the dev stack on this machine, without Azure.");
  expect(await readFile(join(made, "Pulumi.yaml"), "utf8")).toContain("name: contoso-events");
  expect(await readFile(join(made, "Pulumi.dev.yaml"), "utf8")).toBe(
    await readFile(join(repository, "Pulumi.dev.yaml"), "utf8"),
  );
});

test("what it made plans as this repository does", async () => {
  await linkDependencies(made);
  const planIn = async (cwd: string) =>
    (await run(process.execPath, [acsEventsProgram, "plan", "--format", "json"], { cwd })).stdout;
  const plan = await planIn(made);
  expect(JSON.parse(plan)).not.toHaveLength(0);
  expect(plan).toBe(await planIn(repository));
});
