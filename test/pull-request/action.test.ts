import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { repository } from "../../cli/repository.ts";
import { type RecordingServer, recordingServer } from "./recording-server.ts";
import { type ActionRun, readAction, runAction } from "./run-action.ts";
import { runProgram, type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";

let its: TemporaryRepository;
let server: RecordingServer;
/** What GitHub checks out: main, with a pull request merged into it that narrows a filter; and with one that changes nothing. */
let narrowing: string;
let harmless: string;
const teamFile = "infra/teams/support.ts";
const plan = "infra/plans/dev.json";

beforeAll(async () => {
  server = await recordingServer();
  its = temporaryRepository();
  const before = its.git("rev-parse", "HEAD");
  its.edit(teamFile, 'phoneNumber(stack.value("supportNumbers"))', 'phoneNumber("15551")');
  its.edit(plan, "/phonenumber/1555", "/phonenumber/15551");
  const change = its.commit("Narrow the texts to support");
  // Meanwhile others change another subscription on main, which is not this pull request's doing.
  its.git("checkout", "--quiet", "--detach", before);
  its.edit("infra/teams/moderation.ts", '        "Microsoft.Communication.ChatThreadCreatedWithUser",\n', "");
  its.edit(plan, '        "Microsoft.Communication.ChatThreadCreatedWithUser",\n', "");
  const main = its.commit("Meanwhile");
  its.git("merge", "--quiet", "--no-ff", "--message", "Merge", change);
  narrowing = its.git("rev-parse", "HEAD");
  its.git("checkout", "--quiet", "--detach", before);
  writeFileSync(join(its.folder, "notes.txt"), "nothing of importance\n");
  const notes = its.commit("Write a note");
  its.git("checkout", "--quiet", "--detach", main);
  its.git("merge", "--quiet", "--no-ff", "--message", "Merge", notes);
  harmless = its.git("rev-parse", "HEAD");
});
afterAll(async () => {
  its.remove();
  await server.close();
});
beforeEach(() => server.reset());

interface Use {
  readonly checkout?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly contexts?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly fork?: boolean;
  readonly cwd?: string;
}

/** Uses the action in a pull request, as its workflow does. */
function use({
  checkout,
  inputs = {},
  contexts = {},
  env = {},
  fork = false,
  cwd = its.folder,
}: Use): Promise<ActionRun> {
  if (checkout !== undefined) its.git("checkout", "--quiet", "--force", "--detach", checkout);
  const event = join(its.temporary, "event.json");
  const head = { repo: { full_name: fork ? "somebody/events" : "contoso/events" } };
  writeFileSync(
    event,
    JSON.stringify({ pull_request: { number: 7, head, base: { repo: { full_name: "contoso/events" } } } }),
  );
  return runAction(its.folder, {
    cwd,
    temporary: its.temporary,
    inputs,
    contexts,
    env: {
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: "contoso/events",
      GITHUB_EVENT_PATH: event,
      ...env,
    },
  });
}

const noPreview =
  "No preview: PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL, ARM_CLIENT_ID, ARM_TENANT_ID, ARM_SUBSCRIPTION_ID, ARM_CLIENT_SECRET or ARM_USE_OIDC not set. Pull requests from forks have no secrets; the review does without.\n";

test("a pull request that narrows a filter: one comment of what it alone changes; taken back, it says so", async () => {
  const first = await use({ checkout: narrowing });
  const headline = "1 subscription: 1 changed; events that nobody receives any more in 1";
  expect(first).toMatchObject({ status: 2, stderr: "", outputs: { changes: "1", status: "2" }, summary: "" });
  expect(first.stdout).toBe(
    `${noPreview}${headline}\nComment written: https://github.com/contoso/events/pull/7#issuecomment-1\n`,
  );
  expect(server.requests.map(({ method }) => method)).toEqual(["GET", "POST"]);
  expect(server.comments[0]?.body).toMatch(
    new RegExp(`^<!-- acs-events-review dev -->\n## ${headline}\n\n### support \\(support\\\\@contoso.example\\)`),
  );
  expect(server.comments[0]?.body).toContain("**`support-inbound-sms` narrowed**");
  const [base, head] = ["HEAD^1", "HEAD^2"].map((one) => its.git("rev-parse", one).slice(0, 7));
  expect(server.comments[0]?.body).toContain(`<sub>Stack dev, ${head} against ${base}. `);

  const second = await use({ checkout: harmless });
  expect(second).toMatchObject({ status: 0, outputs: { changes: "0", status: "0" } });
  expect(server.requests.map(({ method }) => method)).toEqual(["GET", "POST", "GET", "PATCH"]);
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body).toContain("\n## No subscription changes\n");
});

test("from a fork, with its head checked out: the base is where it branched off, the report in the summary of the job", async () => {
  its.git("checkout", "--quiet", "--force", "--detach", narrowing);
  const [main = "", checkout = ""] = ["HEAD^1", "HEAD^2"].map((one) => its.git("rev-parse", one));
  const contexts = { "github.event.pull_request.base.sha": main };
  const { status, summary } = await use({ checkout, contexts, fork: true, inputs: { "fail-on": "never" } });
  expect(status).toBe(0);
  expect(summary).toMatch(/^## 1 subscription: 1 changed;/);
  expect(server.requests).toEqual([]);
});

test("a base that is not in the checkout: the comment says so, and the step fails", async () => {
  const base = "1234567890123456789012345678901234567890";
  const { status } = await use({ checkout: harmless, inputs: { base } });
  expect(status).toBe(1);
  expect(server.comments[0]?.body).toContain(`## The event subscriptions could not be reviewed

\`\`\`
The base revision ${base} is not in this checkout; give actions/checkout "fetch-depth: 2", or 0.
\`\`\`
`);
});

test("a team file that is wrong: the comment says what is wrong, once", async () => {
  its.git("checkout", "--quiet", "--force", "--detach", harmless);
  its.edit(teamFile, 'endpoint: "support-queue"', 'endpoint: "suport-queue"');
  const { status } = await use({});
  expect(status).toBe(1);
  expect(server.comments[0]?.body.match(/The stack "dev" has 1 problem; nothing is deployed\./g)).toHaveLength(1);
});

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
    await use({ cwd: other, inputs: { subscriptions: file, base: "HEAD~1", "fail-on": "never" } });
    expect(server.comments[0]?.body).toContain("**`texts` disjoint**");
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
        '::error::There is no cli/acs-events.js in ".". Set "directory" to the folder of the program, or "subscriptions" to a file of any form that `acs-events check` reads.\n',
    });
  });
});

test.each([
  [{ "fail-on": "info" }, '"fail-on" is error, warning or never, and not "info".'],
  [{ stack: "dev -->" }, '"stack" is the name of a stack, and not "dev -->".'],
])("an input that will not do: %o", async (inputs, message) => {
  const { status, stdout } = await use({ inputs });
  expect({ status, stdout }).toEqual({ status: 1, stdout: `::error::${message}\n` });
});

describe("the preview", () => {
  const credentials = {
    PULUMI_ACCESS_TOKEN: "pul-0123456789",
    ARM_CLIENT_ID: "a-client",
    ARM_TENANT_ID: "a-tenant",
    ARM_SUBSCRIPTION_ID: "a-subscription",
    ARM_CLIENT_SECRET: "a-secret-of-azure",
  };

  /** A `pulumi` that is new enough, says what it was asked, and ends with a status. */
  function pulumi(status: number): Readonly<Record<string, string>> {
    const folder = join(its.temporary, `pulumi-${status}`);
    mkdirSync(folder, { recursive: true });
    const script = `#!/bin/sh
[ "$1" = version ] && { echo v3.999.0; exit 0; }
echo "asked: $* with $PULUMI_ACCESS_TOKEN"
printf 'Resources:\\n    ~ 1 to update\\n    17 unchanged\\n'
exit ${status}
`;
    for (const [name, text] of [
      ["pulumi", script],
      ["pulumi-language-nodejs", "#!/bin/sh\n"],
    ] as const) {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    }
    return { PATH: [folder, process.env["PATH"] ?? ""].join(delimiter) };
  }

  const preview = async (env: Readonly<Record<string, string>>): Promise<{ said: string; report: string }> => {
    const report = join(its.temporary, "preview");
    const ended = await runProgram("bash", [join(its.folder, ".github/actions/review/preview.sh")], {
      cwd: its.folder,
      env: { DIRECTORY: ".", STACK: "dev", REPORT: report, ...env },
    });
    expect(ended).toMatchObject({ status: 0, stderr: "" });
    const file = join(report, "preview.out");
    return { said: ended.stdout, report: existsSync(file) ? readFileSync(file, "utf8") : "" };
  };

  test("runs with the policies where there are credentials", async () => {
    const { said, report } = await preview({ ...credentials, ...pulumi(0) });
    expect(said).toBe("The preview ended with status 0.\n");
    expect(report).toMatch(
      /^asked: preview --stack dev --non-interactive --color never .*--policy-pack \S*policies\S* .*with pul-0123456789\n/,
    );
  });

  test("takes a login without a secret, and says what its failure was", async () => {
    const { ARM_CLIENT_SECRET: _, ...rest } = credentials;
    const { said } = await preview({ ...rest, ARM_USE_OIDC: "true", ...pulumi(255) });
    expect(said).toBe("The preview ended with status 255.\n");
  });

  test.each([
    ["it is not wanted", { ...credentials, PREVIEW: "never" }, 'No preview: "preview" is never.\n'],
    [
      "a credential is empty, as in a pull request from a fork",
      { ...credentials, ARM_TENANT_ID: "" },
      "No preview: ARM_TENANT_ID not set. Pull requests from forks have no secrets; the review does without.\n",
    ],
    ["there is no program", { ...credentials, DIRECTORY: "cli" }, 'No preview: there is no program in "cli".\n'],
  ])("is left out where %s", async (_, env, message) => {
    expect((await preview(env)).said).toBe(message);
  });
});

describe("what the files ask for", () => {
  const folder = join(repository, ".github", "workflows");
  const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const action = readAction(repository);

  test("no workflow runs a pull request with the rights of its base, and none has more than it needs", () => {
    expect(workflows.length).toBeGreaterThan(0);
    for (const text of workflows) {
      const workflow = parse(text) as {
        on: Record<string, unknown>;
        permissions: Record<string, string>;
        jobs: object;
      };
      expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
      expect(workflow.permissions["contents"]).toBe("read");
      expect(Object.keys(workflow.permissions)).toEqual(["contents", "pull-requests"]);
      for (const job of Object.values(workflow.jobs)) expect(job).not.toHaveProperty("permissions");
    }
  });

  test("actions of others are named by commit", () => {
    const used = [...workflows, readFileSync(join(repository, ".github/actions/review/action.yml"), "utf8")].flatMap(
      (text) => [...text.matchAll(/uses: (\S+)/g)].map(([, name = ""]) => name),
    );
    expect(used).toContainEqual(expect.stringMatching(/^actions\/checkout@/));
    expect(used.filter((name) => !name.startsWith("./") && !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
  });

  test("every script of a step exists, and no expression is pasted into a shell", () => {
    const runs = action.runs.steps.flatMap(({ run }) => run ?? []);
    expect(runs.length).toBe(4);
    for (const run of runs) {
      expect(run).not.toContain("${{");
      const script = /\$GITHUB_ACTION_PATH\/([\w.-]+)/.exec(run)?.[1] ?? "";
      expect(existsSync(join(repository, ".github/actions/review", script))).toBe(true);
    }
  });

  test("every input is told in docs/pull-requests.md", () => {
    const page = readFileSync(join(repository, "docs/pull-requests.md"), "utf8");
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
      expect(page).toContain(`\`${name}\``);
  });
});
