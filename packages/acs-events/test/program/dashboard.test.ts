import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { articleEvents } from "../../src/catalog/samples.ts";
import type { StateView } from "../../src/emulator/dashboard/views.ts";
import { acsEventsProgram } from "../sample-project.ts";
import { projectOfItsOwn } from "./engine-under-test.ts";

test("rehearse --keep serves the dashboard until Ctrl-C, and an event that is sent there arrives", async () => {
  const { folder, leftBehind } = await projectOfItsOwn();
  const child = spawn(process.execPath, [acsEventsProgram, "rehearse", "--keep"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  let printed = "";
  const address = new Promise<string>((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      printed += text.toString();
      const found = /dashboard {2,}(http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const url = await Promise.race([address, ended.then(() => Promise.reject(new Error(`it ended: ${printed}`)))]);

  const state = async (): Promise<StateView> => (await (await fetch(`${url}/state`)).json()) as StateView;
  const rehearsed = await state();
  expect(rehearsed.stack).toBe("dev");
  expect(rehearsed.events).toHaveLength(20);
  expect(rehearsed.subscriptions.map(({ name }) => name)).toContain("support-sms-actions");

  const text = articleEvents().find(({ eventType }) => eventType.endsWith("SMSReceived"));
  const sent = await fetch(`${url}/send`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(text),
  });
  expect(await sent.json()).toEqual({ kind: "sent", position: 20 });
  const [first] = (await state()).events;
  expect(first?.deliveries.map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ["support-inbound-sms", "delivered"],
    ["support-sms-actions", "delivered"],
  ]);

  // A page that is open does not hold it up.
  const open = await fetch(`${url}/changes`);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  await open.text().catch(() => undefined);
  expect(leftBehind()).toEqual([]);
});
