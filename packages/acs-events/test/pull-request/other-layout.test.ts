import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type RecordingServer, recordingServer } from "./recording-server.ts";
import { type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";
import { type Use, useAction } from "./use-action.ts";

let its: TemporaryRepository;
let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
  its = temporaryRepository();
});
afterAll(async () => {
  its.remove();
  await server.close();
});
beforeEach(() => server.reset());

const use = (one: Use) => useAction({ its, server }, one);

describe("in a repository of another layout", () => {
  const file = "events.json";
  let other: string;
  const git = (...args: readonly string[]): void => {
    const as = ["-c", "user.name=Test", "-c", "user.email=test@contoso.example"];
    execFileSync("git", [...as, ...args], { cwd: other, stdio: "ignore" });
  };
  const subscriptions = (prefix: string): string =>
    JSON.stringify([
      {
        name: "texts",
        filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: prefix },
        destination: { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/texts" },
      },
    ]);
  beforeAll(() => {
    other = join(its.temporary, "other");
    mkdirSync(other);
    git("init", "--quiet");
    writeFileSync(join(other, "README.md"), "Texts\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Begin");
    writeFileSync(join(other, file), subscriptions("/phonenumber/1555"));
    git("add", "--all");
    git("commit", "--quiet", "--message", "Subscribe");
    writeFileSync(join(other, file), subscriptions("/phonenumber/1206"));
    git("commit", "--quiet", "--all", "--message", "Move");
  });

  test("a file of subscriptions is compared with itself in base", async () => {
    const { stdout } = await use({ cwd: other, inputs: { subscriptions: file, base: "HEAD~1", "fail-on": "never" } });
    expect(stdout).toContain("::warning file=events.json,line=1,title=texts%3A filter-disjoint::");
    expect(server.comments[0]?.body).toContain("**`texts` disjoint**");
  });

  test("in a folder of its own: annotations name it from the root of the repository", async () => {
    mkdirSync(join(other, "events"), { recursive: true });
    writeFileSync(join(other, "events", file), subscriptions("/phonenumber/1206"));
    const { stdout } = await use({
      cwd: other,
      inputs: { directory: "events", subscriptions: file, base: "HEAD", comment: "false" },
    });
    expect(stdout).toContain("::notice file=events/events.json,line=1,title=texts%3A subscription-added::");
  });

  test("a file that is new is added as a whole", async () => {
    const { outputs } = await use({ cwd: other, inputs: { subscriptions: file, base: "HEAD~2", comment: "false" } });
    expect(outputs["changes"]).toBe("1");
  });

  test("without such a file: one line that says what to set", async () => {
    const { status, stdout } = await use({ cwd: other });
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout:
        '::error::There is no Pulumi.yaml in ".". Set "directory" to the folder of the program, or "subscriptions" to a file of any form that `acs-events check` reads.\n',
    });
  });
});
