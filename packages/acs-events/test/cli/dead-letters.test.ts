import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actions, cloudEventDeadLetter, eventGridDeadLetter, texts } from "../dead-letters/sample-dead-letters.ts";
import { acsEvents } from "./command-line.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dead-letters-"));
  const hostile = { ...eventGridDeadLetter, deadLetterReason: "Because\u001b[2J", data: { message: "\u009b2J\u202e" } };
  for (const [path, content] of [
    [texts, [eventGridDeadLetter, cloudEventDeadLetter]],
    [actions, [hostile]],
  ] as const) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }
});
afterEach(() => rm(folder, { recursive: true }));

const run = (action: string, ...more: string[]) => acsEvents(["dead-letters", action, "--from", folder, ...more]);
const controls = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u;

describe("dead-letters", () => {
  test("lists without payloads, in text and as JSON", async () => {
    const text = await run("list");
    expect(text).toMatchObject({ status: 0, stderr: "" });
    expect(text.stdout).toContain(`${texts}#1`);
    expect(text.stdout).toContain("Because\\u001b[2J");
    expect(text.stdout).not.toMatch(controls);
    const { stdout } = await run("list", "--format", "json", "--limit", "1");
    expect(JSON.parse(stdout)).toEqual({
      more: true,
      deadLetters: [
        {
          key: `${texts}#0`,
          subscription: "SUPPORT-INBOUND-SMS",
          schema: "EventGridSchema",
          id: "Incoming_1",
          type: "Microsoft.Communication.SMSReceived",
          subject: "/phonenumber/15555550100",
          reason: "MaxDeliveryAttemptsExceeded",
          lastOutcome: "NotFound",
          attempts: 11,
          publishTime: "2026-11-23T11:59:01.5Z",
          lastAttemptTime: "2026-11-24T10:46:40Z",
          marked: false,
        },
      ],
    });
    // The action may be omitted.
    expect((await acsEvents(["dead-letters", "--from", folder])).stdout).toBe(text.stdout);
  });

  test("counts by reason", async () => {
    const { stdout } = await run("count", "--format", "json", "--subscription", "support-inbound-sms");
    expect(JSON.parse(stdout)).toMatchObject({ total: 2, unreadable: 0 });
    expect((await run("count")).stdout).toMatch(/1 {6}support-inbound-sms +MaxDeliveryAttemptsExceeded +NotFound/);
  });

  test("shows one in full, safe for a terminal and still the same JSON", async () => {
    const { stdout } = await run("show", `${actions}#0`);
    expect(stdout).not.toMatch(controls);
    expect(JSON.parse(stdout)).toMatchObject({ event: { data: { message: "\u009b2J\u202e" } } });
  });

  test("replays to a receiver, once", async () => {
    let received = 0;
    const server = createServer((request, response) => {
      received += 1;
      request.resume().on("end", () => response.writeHead(200).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/sms?code=s3cret`;
    try {
      const first = await run("replay", "--to", to, "--yes");
      expect(first).toMatchObject({ status: 0, stderr: "" });
      expect(first.stdout).toContain("3 replayed");
      expect(first.stdout + (await run("replay", "--to", to, "--yes")).stdout).not.toContain("s3cret");
      expect(received).toBe(3);
      const again = await run("replay", `${texts}#0`, "--to", to, "--yes", "--again", "--format", "json");
      expect(JSON.parse(again.stdout)).toMatchObject({ summary: { replayed: 1, "replayed-before": 0 } });
      expect(received).toBe(4);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("exits with 2 where an event was refused", async () => {
    const server = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(500).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { status, stdout } = await run("replay", "--to", to, "--yes");
    await new Promise((resolve) => server.close(resolve));
    expect(status).toBe(2);
    expect(stdout).toContain("✗ refused");
    expect(stdout).toContain("the receiver answered 500");
  });

  test.each<[string, readonly string[], RegExp]>([
    ["a folder that is not there", ["list", "--from", "/nowhere/at-all"], /^There is no folder .*at-all\./],
    ["a key that is not there", ["show", "A/2026/1/1/1/x.json#0", "--from", "."], /^There is no dead letter A\/2026/],
    [
      "nobody to be asked",
      ["replay", "--from", "FOLDER", "--to", "https://contoso.example"],
      /^Nobody is here to be asked/,
    ],
    [
      "a receiver without TLS",
      ["replay", "--from", ".", "--to", "http://contoso.example/x", "--yes"],
      /^http:\/\/contoso\.example is not encrypted/,
    ],
    [
      "a wrong limit",
      ["list", "--limit", "none"],
      /error: option '--limit <number>' argument 'none' is invalid\. It takes a whole number/,
    ],
  ])("%s is one sentence and exit status 1", async (_, args, message) => {
    const { status, stderr } = await acsEvents([
      "dead-letters",
      ...args.map((one) => (one === "FOLDER" ? folder : one)),
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
  });
});
