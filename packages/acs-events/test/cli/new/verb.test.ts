import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { templates } from "../../../src/plan/templates/index.ts";
import { sampleRoot as repository } from "../../sample-project.ts";
import { acsEvents } from "../command-line.ts";
import { withRepository } from "./temporary-repository.ts";

/** Nothing here may write: what would is run with --dry-run. */
const whole = [
  "--template",
  "sms-inbox",
  "--owner",
  "payments@contoso.example",
  "--endpoint",
  "support-queue",
  "--option",
  "numbersBeginWith=1206,1425",
];

describe("help", () => {
  test.each([[["new", "--help"]], [["new", "team", "--help"]], [["new", "subscription", "--help"]]])(
    "%s: examples, and every template with its options",
    async (args) => {
      const { status, stdout } = await acsEvents(args);
      expect(status).toBe(0);
      expect(stdout).toMatch(/Examples:\n {2}npx acs-events new /);
      const words = stdout.replaceAll(/\s+/g, " ");
      for (const { name, summary, options } of templates) {
        expect(stdout).toContain(name);
        expect(words).toContain(summary);
        for (const option of options) expect(stdout).toContain(`--option ${option.name}=${option.example}`);
      }
    },
  );
});

test("--dry-run prints the file that would be written, and nothing else", async () => {
  const before = await readdir(join(repository, "infra/teams"));
  const { status, stdout, stderr } = await acsEvents(["new", "team", "a-team-of-this-test", "--dry-run", ...whole]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(
    'export default team("a-team-of-this-test", { owner: "payments@contoso.example" }, () => [\n',
  );
  expect(stdout).toContain(
    '  ...smsInbox("inbox", { numbersBeginWith: ["1206", "1425"], endpoint: "support-queue" }),\n]);\n',
  );
  expect(await readdir(join(repository, "infra/teams"))).toEqual(before);
});

test("where nobody can be asked, everything that is missing is said, and the exit status is 1", async () => {
  const { status, stdout, stderr } = await acsEvents(["new", "subscription", "words"]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("- --team: whose subscription it is; there are ");
  expect(stderr).toContain("- --template: what to start from.\n");
  expect(stderr).toContain("- --endpoint: where the events go; Pulumi.dev.yaml declares ");
});

test("a stack that is none", async () => {
  const { status, stderr } = await acsEvents(["new", "team", "a-team-of-this-test", "--stack", "nowhere", ...whole]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no stack "nowhere": Pulumi\.nowhere\.yaml does not exist; there are .*dev/);
});

test("a new team comes with a first test, which leaves alone what is there", async () => {
  await withRepository(async (made) => {
    const first = await acsEvents(["new", "team", "payments", ...whole], "", made.folder);
    expect(first.stdout).toContain("test/teams/payments.test.ts written");
    const text = await made.read("test/teams/payments.test.ts");
    expect(text).toContain(`  const wanted = sampleOf("Microsoft.Communication.SMSReceived", {
    subject: "/phonenumber/12065555555",
    data: { to: "12065555555" },
  });
  const unwanted = sampleOf("Microsoft.Communication.SMSReceived");
  expect(plan).toDeliver(wanted, "inbox");
  expect(plan).not.toDeliver(unwanted, "inbox");
`);
    await made.write("test/teams/payments.test.ts", "// mine\n");
    await rm(join(made.folder, "infra/teams/payments.ts"));
    const again = await acsEvents(["new", "team", "payments", ...whole], "", made.folder);
    expect(again.stdout).not.toContain("test/teams");
    expect(await made.read("test/teams/payments.test.ts")).toBe("// mine\n");
  });
});
