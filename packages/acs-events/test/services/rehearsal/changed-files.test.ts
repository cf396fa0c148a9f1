import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Changed, type Watching, watchProject } from "../../../src/rehearsal/watch/changed-files.ts";

let root: string;
let file: string;
let watching: Watching;
let told: (what: Changed) => void = () => undefined;

const next = (): Promise<Changed> =>
  new Promise((resolve) => {
    told = resolve;
  });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "acs-events-changed-files-"));
  await mkdir(join(root, "infra/teams"), { recursive: true });
  file = join(root, "infra/teams/support.ts");
  await writeFile(file, "export default 0;\n");
  watching = await watchProject(root, (what) => told(what));
});

afterEach(async () => {
  await watching.close();
  await rm(root, { recursive: true, force: true });
});

/** As a busy machine does it: the file is empty for so long that somebody sees it. Some time after the save before. */
async function saveSlowly(text: string): Promise<void> {
  await sleep(100);
  await writeFile(file, "");
  await sleep(20);
  await writeFile(file, text);
}

test("each save is told, also where the file is seen empty in the middle of each", async () => {
  for (const number of [1, 2, 3]) {
    const changed = next();
    await saveSlowly(`export default ${number};\n`);
    expect(await changed).toEqual({ files: ["infra/teams/support.ts"], program: true, handlers: false });
  }
});

test("a file that is saved as it was is no change", async () => {
  const changed = next();
  writeFileSync(file, "export default 0;\n");
  await writeFile(join(root, "Pulumi.dev.yaml"), "config: {}\n");
  expect((await changed).files).toEqual(["Pulumi.dev.yaml"]);
});
