import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach } from "vitest";
import { repositoryRoot as repository } from "../sample-project.ts";
import { type RecordingServer, recordingServer } from "./recording-server.ts";
import { type Ended, runProgram } from "./temporary-repository.ts";

/** What a command of an earlier step left. */
interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err?: string;
}

export interface Situation {
  readonly left: Readonly<Record<string, Outcome>>;
  /** Files beside them, such as preview.note. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly head?: { readonly full_name: string } | null;
  readonly event?: unknown;
}

/** The last step of the action alone, with what the steps before it would have left. */
export interface CommentStep {
  readonly server: RecordingServer;
  /** Runs it as a runner does, for a pull request. */
  readonly run: (situation: Situation) => Promise<Ended>;
  readonly written: (name: "summary" | "output") => string | undefined;
}

export const changed = { status: 0, out: JSON.stringify({ changes: [{ subscription: "support-texts" }] }) };
export const unchanged = { status: 0, out: JSON.stringify({ changes: [] }) };
export const markdown = { status: 0, out: "## 1 subscription: 1 changed\n\n**`support-texts` narrowed**\n" };
export const fine = { status: 0, out: JSON.stringify({ findings: [] }) };

/** For the tests of one file: a place of their own, cleared before each. What it returns is for inside tests. */
export async function commentStep(): Promise<CommentStep> {
  const place = mkdtempSync(join(tmpdir(), "acs-events-comment-"));
  const server = await recordingServer();
  afterAll(async () => {
    await server.close();
    rmSync(place, { recursive: true });
  });
  beforeEach(() => {
    server.reset();
    for (const folder of ["report", "github"]) {
      rmSync(join(place, folder), { recursive: true, force: true });
      mkdirSync(join(place, folder));
    }
  });
  return {
    server,
    run: (situation) => run(place, server.url, situation),
    written: (name) => {
      try {
        return readFileSync(join(place, "github", name), "utf8");
      } catch {
        return undefined;
      }
    },
  };
}

function run(
  place: string,
  url: string,
  { left, files = {}, env = {}, head = { full_name: "contoso/events" }, event }: Situation,
): Promise<Ended> {
  const report = (name: string, text: string): void => writeFileSync(join(place, "report", name), text);
  for (const [name, { status, out, err = "" }] of Object.entries(left)) {
    report(`${name}.status`, `${status}\n`);
    report(`${name}.out`, out);
    report(`${name}.err`, err);
  }
  const revisions = { base: "1111111aaaaaaa\n", head: "2222222bbbbbbb\n" };
  for (const [name, text] of Object.entries({ ...revisions, ...files })) report(name, text);
  const request = { number: 7, head: { repo: head }, base: { repo: { full_name: "contoso/events" } } };
  writeFileSync(join(place, "github", "event.json"), JSON.stringify(event ?? { pull_request: request }));
  return runProgram(process.execPath, [join(repository, ".github/actions/review/comment.mjs")], {
    cwd: place,
    env: {
      STACK: "dev",
      FAIL_ON: "error",
      COMMENT: "true",
      REPORT: join(place, "report"),
      GITHUB_TOKEN: "a-token-of-github",
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: "contoso/events",
      GITHUB_EVENT_PATH: join(place, "github", "event.json"),
      GITHUB_STEP_SUMMARY: join(place, "github", "summary"),
      GITHUB_OUTPUT: join(place, "github", "output"),
      ...env,
    },
  });
}
