import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../sample-project.ts";
import { acsEvents, withFile } from "./command-line.ts";

const page = () => readFile(join(repositoryRoot, "docs/diagram.md"), "utf8");

test("docs/diagram.md shows the dev stack as the command draws it; print it anew with `npx acs-events diagram`", async () => {
  const { status, stdout, stderr } = await acsEvents(["diagram"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(/```mermaid\n(.*?)```/s.exec(await page())?.[1]).toBe(stdout);
});

test("docs/diagram.md names every option, and none that there is not", async () => {
  const { stdout } = await acsEvents(["diagram", "--help"]);
  const options = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
  const documented = [...(await page()).matchAll(/^\| `(--[\w-]+)/gm)].map(([, option]) => option);
  expect(documented.toSorted()).toEqual(options.toSorted());
  expect(stdout).toMatch(/Examples:\n {2}npx acs-events diagram/);
});

test("--format svg --output: a picture in a file, what waits in it", async () => {
  await withFile("events.svg", "", async (file) => {
    expect(await acsEvents(["diagram", "--format", "svg", "--output", file, "--team", "support"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    const svg = await readFile(file, "utf8");
    expect(svg).toMatch(/^<\?xml/);
    expect(svg).toContain(">support&#45;inbound&#45;sms</text>");
    expect(svg).toContain(">pending</text>");
    expect(svg).not.toContain(">moderation&#45;membership</text>");
  });
});

test("other people's subscriptions from a file; many of them are drawn by team, and that is said", async () => {
  const many = Array.from({ length: 61 }, (_, index) => ({
    name: `s-${index}`,
    filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
    destination: { endpointType: "StorageQueue", queueName: "texts" },
    labels: [`team=team-${index % 2}`],
  }));
  const { status, stdout, stderr } = await acsEvents(["diagram", "-"], JSON.stringify(many));
  expect(status).toBe(0);
  expect(stdout).toContain('s0["team-0<br/>31 subscriptions"]');
  expect(stderr).toBe(
    "One box a team, since there are 61 subscriptions; --by subscription draws all, --team one team's.\n",
  );
});

test.each([
  ["a team that is none", ["--team", "suport"], 'The subscriptions are of no team "suport"; did you mean "support"?\n'],
  [
    "a file that cannot be written",
    ["--output", "/nowhere/at/all.mmd"],
    "/nowhere/at/all.mmd could not be written: ENOENT: no such file or directory, open '/nowhere/at/all.mmd'\n",
  ],
])("%s: one clear line and exit status 1", async (_, args, message) => {
  expect(await acsEvents(["diagram", ...args])).toEqual({ status: 1, stdout: "", stderr: message });
});
