import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inFolder } from "../../src/cli/current-folder.ts";
import { currentProject } from "../../src/cli/current-project.ts";
import { missingPackageMessage } from "../../src/cli/missing-package.ts";
import { linkDependencies } from "../sample-project.ts";
import { acsEvents } from "./command-line.ts";

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-no-project-")));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

const pulumiYaml = { "Pulumi.yaml": "name: mine\nruntime: nodejs\n", "package.json": '{"type":"module"}' };

test("no Pulumi.yaml from here upwards: a sentence, and the command that makes a project", async () => {
  expect(await acsEvents(["plan"], "", folder)).toEqual({
    status: 1,
    stdout: "",
    stderr: `There is no Pulumi.yaml in ${folder} or a folder above it. Go to a project, or make one: npx acs-events init my-events\n`,
  });
});

describe("infra/project.ts", () => {
  test.each([
    [
      "is missing",
      {},
      /^There is no infra\/project\.ts in .*\. It defines the project: export default defineProject\(\{ … \}\)\. `npx acs-events init` adds one \(docs\/setup\.md\)\.$/,
    ],
    [
      "throws",
      { "infra/project.ts": 'throw new Error("the vault is closed");\n' },
      /^infra\/project\.ts of the working tree cannot be loaded: the vault is closed$/,
    ],
    [
      "exports something else",
      { "infra/project.ts": "export default { name: 'mine' };\n" },
      /^infra\/project\.ts of the working tree must export a project: export default defineProject\(\{ … \}\)\.$/,
    ],
    [
      "is not TypeScript",
      { "infra/project.ts": "export default defineProject({;\n" },
      /^infra\/project\.ts of the working tree cannot be loaded: /,
    ],
  ])("%s: a sentence", async (_, files, message) => {
    await write({ ...pulumiYaml, "Pulumi.dev.yaml": "config: {}\n", ...files });
    await linkDependencies(folder);
    const said = inFolder(folder, () => currentProject().definition());
    await expect(said).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
  });
});

describe("a package that only some commands need", () => {
  const error = (code: string, message: string): Error => Object.assign(new Error(message), { code });
  test("is named with the command that installs it, however it was loaded", () => {
    const sentence =
      "This command needs the package @pulumi/pulumi, which is not installed. Install it: npm install @pulumi/pulumi";
    for (const one of [
      error("ERR_MODULE_NOT_FOUND", "Cannot find package '@pulumi/pulumi' imported from /a/b.js"),
      error("MODULE_NOT_FOUND", "Cannot find module '@pulumi/pulumi/proto/provider_pb.js'\nRequire stack:\n- /a/b.js"),
    ]) {
      expect(missingPackageMessage(one)).toBe(sentence);
    }
  });

  test("is not a file of somebody's, nor a package that is always there", () => {
    expect(
      missingPackageMessage(error("ERR_MODULE_NOT_FOUND", "Cannot find module '/a/b.js' imported from /a/c.js")),
    ).toBeUndefined();
    expect(
      missingPackageMessage(error("ERR_MODULE_NOT_FOUND", "Cannot find package 'zod' imported from /a/c.js")),
    ).toBeUndefined();
    expect(missingPackageMessage(new Error("Cannot find package 'esbuild' imported from /a/b.js"))).toBeUndefined();
  });
});
