import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acsEventsProgram } from "../sample-project.ts";
import { runProgram, type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";

let its: TemporaryRepository;
beforeAll(() => {
  its = temporaryRepository();
});
afterAll(() => its.remove());

const credentials = {
  PULUMI_ACCESS_TOKEN: "pul-0123456789",
  ARM_CLIENT_ID: "a-client",
  ARM_TENANT_ID: "a-tenant",
  ARM_SUBSCRIPTION_ID: "a-subscription",
  ARM_CLIENT_SECRET: "a-secret-of-azure",
};

/** A `pulumi` that is new enough, says what it was asked, and ends with a status. */
function pulumi(status: number, complaint = ""): Readonly<Record<string, string>> {
  const folder = join(its.temporary, `pulumi-${status}`);
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh
[ "$1" = version ] && { echo v3.999.0; exit 0; }
echo "asked: $* with $PULUMI_ACCESS_TOKEN"
printf 'Resources:\\n    ~ 1 to update\\n    17 unchanged\\n'
echo "${complaint}" >&2
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

const report = (): string => join(its.temporary, "preview");
const left = (): readonly string[] => readdirSync(report()).sort();
const preview = async (env: Readonly<Record<string, string>>): Promise<{ said: string; report: string }> => {
  rmSync(report(), { recursive: true, force: true });
  const ended = await runProgram("bash", [join(its.folder, ".github/actions/review/preview.sh")], {
    cwd: its.folder,
    env: { DIRECTORY: ".", STACK: "dev", REPORT: report(), TOOL: acsEventsProgram, ...env },
  });
  expect(ended).toMatchObject({ status: 0, stderr: "" });
  const file = join(report(), "preview.out");
  return { said: ended.stdout, report: existsSync(file) ? readFileSync(file, "utf8") : "" };
};

test("runs with the policies where there are credentials", async () => {
  const { said, report } = await preview({ ...credentials, ...pulumi(0) });
  expect(said).toBe("The preview ended with status 0.\n");
  expect(report).toMatch(
    /^asked: preview --stack dev --non-interactive --color never .*--policy-pack \S*policies\S* .*with pul-0123456789\n/,
  );
});

test("of a team's stack has the policies of the stack whose topic it adds to", async () => {
  const file = "Pulumi.dev.yaml";
  its.edit(file, "config:\n", "config:\n  acs-events:teamStacks: [support]\n");
  const { report } = await preview({ ...credentials, ...pulumi(0), STACK: "dev-support" });
  its.git("checkout", "--quiet", "--", file);
  expect(report).toContain("preview --stack dev-support ");
  expect(report).toMatch(/--policy-pack-config \S*policies\/config\/dev\.json /);
});

test("takes a login without a secret, and says what its failure was", async () => {
  const { ARM_CLIENT_SECRET: _, ...rest } = credentials;
  const { said } = await preview({ ...rest, ARM_USE_OIDC: "true", ...pulumi(255) });
  expect(said).toBe("The preview ended with status 255.\n");
});

test("of a stack that was never deployed: one sentence, and no failure", async () => {
  const { said } = await preview({ ...credentials, ...pulumi(6, "error: no stack named 'dev' found") });
  expect(said).toBe(
    'There is no Pulumi stack "dev" yet, so that there is no preview. `pulumi stack init dev` makes one.\n',
  );
  expect(left()).toEqual(["preview.err", "preview.note", "preview.out"]);
});

test.each([
  ["it is not wanted", { ...credentials, PREVIEW: "never" }, 'No preview: "preview" is never.\n'],
  [
    "a credential is empty, as in a pull request from a fork",
    { ...credentials, ARM_TENANT_ID: "" },
    "No preview: ARM_TENANT_ID not set. Pull requests from forks have no secrets; the review does without.\n",
  ],
  ["there is no program", { ...credentials, DIRECTORY: "cli" }, 'No preview: there is no program in "cli".\n'],
])("is omitted where %s", async (_, env, message) => {
  expect((await preview(env)).said).toBe(message);
});
