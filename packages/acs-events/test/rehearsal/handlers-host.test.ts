import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { handlersHost, type ServedHandlers } from "../../src/rehearsal/watch/handlers-host.ts";
import { sampleRoot } from "../sample-project.ts";

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
