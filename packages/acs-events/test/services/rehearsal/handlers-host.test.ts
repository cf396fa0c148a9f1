import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handlersHost, type ServedHandlers } from "../../../src/rehearsal/watch/handlers-host.ts";
import { linkDependencies, sampleRoot } from "../../sample-project.ts";

test("the handlers of a project are served by a process of its own, which ends when it is closed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "handlers-host-"));
  const crashes: string[] = [];
  const host = handlersHost({ root: sampleRoot, folder, told: () => undefined, crashed: (why) => crashes.push(why) });
  let served: ServedHandlers;
  await host.reload((now) => {
    served = now;
  });
  expect(served?.paths).toEqual(["/api/sms", "/api/chat"]);
  const url = `${served?.url}/healthz`;
  expect((await fetch(url)).status).toBe(200);
  await host.close();
  await expect(fetch(url)).rejects.toThrow();
  expect(crashes).toEqual([]);
  await rm(folder, { recursive: true });
});

test("a project that cannot be loaded is a sentence", async () => {
  const folder = await mkdtemp(join(tmpdir(), "handlers-host-"));
  const host = handlersHost({ root: folder, folder, told: () => undefined, crashed: () => undefined });
  await expect(host.reload(() => undefined)).rejects.toThrow(/^The handlers cannot be loaded: There is no infra/);
  await host.close();
  await rm(folder, { recursive: true });
});

test("handlers whose database the ones before have open take their place", async () => {
  const root = await mkdtemp(join(tmpdir(), "handlers-host-"));
  await linkDependencies(root);
  await mkdir(join(root, "infra"));
  // A folder is made by one process, and taken away when that process ends.
  const locked = "new Error('database is locked')";
  const receivers = `async () => { try { mkdirSync('lock'); } catch { throw ${locked}; } process.on('exit', () => rmdirSync('lock')); return { localReceivers: () => ({}) }; }`;
  await writeFile(join(root, "package.json"), '{"type":"module"}');
  await writeFile(
    join(root, "infra/project.ts"),
    `import { mkdirSync, rmdirSync } from "node:fs";
     export default { kind: "acs-events-project", root: new URL("../..", import.meta.url).href, receivers: ${receivers} };`,
  );
  const host = handlersHost({ root, folder: join(root, "out"), told: () => undefined, crashed: () => undefined });
  const urls: (string | undefined)[] = [];
  for (let turn = 0; turn < 2; turn += 1) await host.reload((served) => urls.push(served?.url));
  expect(new Set(urls).size).toBe(2);
  expect((await fetch(`${urls[1]}/healthz`)).status).toBe(200);
  await host.close();
  await rm(root, { recursive: true });
});
