import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { acsEventsProgram } from "../../sample-project.ts";

interface Addresses {
  readonly arm: string;
  readonly provider: number;
  readonly dashboard: string;
  readonly certificate: string;
}

function statusOf(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { ca }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

test("dev --json tells its addresses on one line, answers there, and leaves nothing behind", async () => {
  const child = spawn(process.execPath, [acsEventsProgram, "dev", "--no-project", "--json", "--https"]);
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const addresses = JSON.parse(line) as Addresses;
    expect(addresses).toEqual({
      arm: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      provider: expect.any(Number),
      dashboard: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      certificate: expect.stringContaining("certificate.pem"),
    });
    const certificate = readFileSync(addresses.certificate, "utf8");
    expect(await statusOf(`${addresses.arm}/subscriptions?api-version=2022-12-01`, certificate)).toBe(200);
    expect((await fetch(addresses.dashboard)).status).toBe(200);
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
    expect(existsSync(addresses.certificate)).toBe(false);
  } finally {
    child.kill("SIGKILL");
  }
});

test.each([
  [["--handler", "https://a.example"], "Write WEBHOOK=URL"],
  [["--handler", "https://a.example/=http://elsewhere.example"], "127.0.0.1"],
  [["--arm-port", "many"], "Write a whole number"],
  [
    ["--service-bus", "Endpoint=sb://contoso.servicebus.windows.net;SharedAccessKeyName=a;SharedAccessKey=b"],
    "localhost",
  ],
])("dev %j ends with a sentence", async (args, sentence) => {
  const child = spawn(process.execPath, [acsEventsProgram, "dev", "--no-project", ...args]);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said).toContain(sentence);
});
