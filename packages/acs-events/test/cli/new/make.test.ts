import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkNewFile } from "../../../src/cli/new/check-new-file.ts";
import { make } from "../../../src/cli/new/create.ts";
import type { NewRequest } from "../../../src/cli/new/new-request.ts";
import { templates } from "./templates.ts";
import { type TemporaryRepository, withRepository } from "./temporary-repository.ts";

const texts: NewRequest = {
  kind: "team",
  team: "payments",
  owner: "payments@contoso.example",
  template: "texts-to",
  endpoint: "support-queue",
  options: ["areaCodes=1206,1425"],
};

const threads: NewRequest = {
  kind: "subscription",
  team: "support",
  template: "chat-threads",
  endpoint: "chat-handlers",
  options: [],
};

const about = `// ${templates[1]?.catches} ${templates[1]?.leavesOut}\n`;

/** What is refused, and that no file has changed. */
async function refusal(answers: NewRequest, prepare: (made: TemporaryRepository) => Promise<void> = async () => {}) {
  return withRepository(async (made) => {
    await prepare(made);
    const before = await snapshot(made);
    const around = await made.around();
    const message = await make({ answers, around, dryRun: false }).then(
      ({ file }) => `${file} was written`,
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );
    expect(await snapshot(made)).toEqual(before);
    return message;
  });
}

async function snapshot(made: TemporaryRepository): Promise<Record<string, string>> {
  const names = await made.teams();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await made.read(`infra/teams/${name}`)])),
  );
}

describe("new team", () => {
  test("writes one file that reads as if a person had written it, and check is content", async () => {
    await withRepository(async (made) => {
      const around = await made.around();
      const draft = await make({ answers: texts, around, dryRun: false });
      expect(await made.teams()).toEqual(["payments.ts", "support.ts"]);
      expect(await made.read("infra/teams/payments.ts")).toBe(`import { team, textsTo } from "#acs-events";

/** The subscriptions of the payments team. \`npx acs-events new subscription --team payments\` adds one. */
export default team("payments", { owner: "payments@contoso.example" }, () => [
  // Catches every text message that comes in on a number of these area codes. What became of the texts that you sent is
  // another template's.
  ...textsTo("texts", { areaCodes: ["1206", "1425"], endpoint: "support-queue" }),
]);
`);
      const verdict = await checkNewFile(draft, around, "2026-06-01T00:00:00Z");
      expect(verdict.problems).toEqual([]);
      expect(verdict.added.map(({ name }) => name)).toEqual(["payments-texts", "payments-texts-1425"]);
      expect(verdict.pending).toEqual([]);
      expect(verdict.findings.filter(({ level }) => level !== "info")).toEqual([]);
    });
  });

  test("shows it and writes nothing when that is asked", async () => {
    await withRepository(async (made) => {
      const draft = await make({ answers: texts, around: await made.around(), dryRun: true });
      expect(draft.text).toContain('team("payments"');
      expect(await made.teams()).toEqual(["support.ts"]);
    });
  });

  test("says everything that is lacking at once", async () => {
    expect(await refusal({ kind: "team", team: "payments", options: [] })).toMatch(
      /^UserError: Nothing was written: 3 problems.\n\n- --owner: whom to ask about the events; Azure shows it. For example --owner \S+@\S+\n- --template: what to start from.\n {4}texts-to {6}texts to your numbers\n {4}chat-threads {2}what is written in chat threads\n {2}For something else: --event-type TYPE, and --condition KEY=VALUE where not every event is wanted\n- --endpoint: where the events go; Pulumi.dev.yaml declares support-queue, moderation-queue, sms-handlers, chat-handlers$/,
    );
  });

  test("says everything that is wrong at once, and what else is lacking", async () => {
    const said = await refusal({
      ...texts,
      team: "Pay ments",
      owner: " ",
      endpoint: "support-queu",
      name: "x".repeat(60),
      options: ["areaCode=1", "direction=in", "loud=yes", "loud=no"],
    });
    expect(
      said.replace(/(?<=- there is no endpoint "support-queu" ).*/, "…"),
    ).toBe(`UserError: Nothing was written: 9 problems.

- --option areaCode: The template texts-to takes areaCodes, direction, loud. Did you mean areaCodes?
- --option loud: It takes one value, and 2 are given.
- --option direction: "in" is not allowed; there is inbound, outbound.
- --option loud: "yes" is neither true nor false.
- the team is called "Pay ments"; a team's name has lower-case letters, digits and inner hyphens, since it begins the names of its subscriptions in Azure
- the team "Pay ments" names no owner; write whom to ask when its events go astray, for example owner: "Pay ments@contoso.example"
- Azure would call it "Pay ments-${"x".repeat(60)}" (70 characters) and refuse it; 3 to 64 letters, digits and hyphens are allowed
- there is no endpoint "support-queu" …
- --option areaCodes: Area codes, digits only. For example --option areaCodes=1206`);
  });

  test.each<[string, Partial<NewRequest>, string]>([
    [
      "a template that is none",
      { template: "text-to", options: [] },
      `--template: there is no template "text-to". Did you mean "texts-to"?
    texts-to      texts to your numbers
    chat-threads  what is written in chat threads`,
    ],
    [
      "a value that the option refuses",
      { options: ["areaCodes=+1206"] },
      '--option areaCodes: "+1206" has more than digits in it',
    ],
    [
      "a list with nothing in it",
      { options: ["areaCodes=,"] },
      '--option areaCodes: The list is empty. Write one like ["1206"].',
    ],
    ["an empty name", { name: "" }, "The subscription needs a name, what it hears of in a word or two"],
    [
      "an option without its value",
      { options: ["areaCodes"] },
      "--option areaCodes: Write it with its value: areaCodes=1206",
    ],
    [
      "a file that is there",
      { team: "support" },
      "infra/teams/support.ts is there already and is left as it is; to add to it: npx acs-events new subscription --team support",
    ],
  ])("refuses %s", async (_, change, message) => {
    expect(await refusal({ ...texts, ...change })).toBe(`UserError: Nothing was written: 1 problem.\n\n- ${message}`);
  });

  test("refuses a file that differs in case only, and one that cannot be read", async () => {
    const taken = await refusal(texts, (made) => made.write("infra/teams/Payments.ts", "not a team at all ("));
    expect(taken).toContain("- infra/teams/Payments.ts is there already and is left as it is");
  });

  test("refuses a name that another file gives to its team, and subscriptions that two teams would call the same", async () => {
    const another =
      'import { subscription, team, filter } from "#acs-events";\nconst f = filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] });\n';
    const taken = await refusal(texts, (made) =>
      made.write("infra/teams/billing.ts", `${another}export default team("payments", { owner: "o" }, () => []);\n`),
    );
    expect(taken).toContain(
      '- the team "payments" is declared in infra/teams/billing.ts too; Azure compares names without case, so give one of them another name',
    );
    const same = await refusal({ ...texts, team: "payments-eu" }, (made) =>
      made.write(
        "infra/teams/payments.ts",
        `${another}export default team("payments", { owner: "o" }, () => [subscription("eu-texts", { filter: f, endpoint: "support-queue" })]);\n`,
      ),
    );
    expect(same).toContain('- "payments-eu-texts" is declared twice, here and before');
  });

  test("is the first team of a repository that has none", async () => {
    await withRepository(async (made) => {
      await rm(join(made.folder, "infra/teams"), { recursive: true });
      await make({ answers: texts, around: await made.around(), dryRun: false });
      expect(await made.teams()).toEqual(["payments.ts"]);
    });
  });

  test("of two at the same time one is written, and the other told", async () => {
    await withRepository(async (made) => {
      const around = await made.around();
      await made.write("infra/teams/payments.ts", "somebody else's");
      await expect(make({ answers: texts, around, dryRun: false })).rejects.toThrow(
        "infra/teams/payments.ts exists already and was not changed.",
      );
      expect(await made.read("infra/teams/payments.ts")).toBe("somebody else's");
    });
  });

  test("problems of other teams are theirs: the file is written, and the verdict tells them", async () => {
    await withRepository(async (made) => {
      await made.write("infra/teams/broken.ts", 'throw new Error("not today");\n');
      const around = await made.around();
      const verdict = await checkNewFile(
        await make({ answers: texts, around, dryRun: false }),
        around,
        "2026-06-01T00:00:00Z",
      );
      expect(await made.teams()).toEqual(["broken.ts", "payments.ts", "support.ts"]);
      expect(verdict.problems.map(({ message }) => message)).toEqual(["not today"]);
    });
  });
});

describe("new subscription", () => {
  test("adds to the file of the team and keeps the rest of it; it waits where its endpoint does", async () => {
    await withRepository(async (made) => {
      const around = await made.around();
      const before = await made.read("infra/teams/support.ts");
      const draft = await make({ answers: threads, around, dryRun: false });
      const after = await made.read("infra/teams/support.ts");
      expect(after).toBe(
        before
          .replace(
            "{ filter, phoneNumber, subscription, team }",
            "{ filter, phoneNumber, subscription, team, threads }",
          )
          .replace(/\]\);\n$/, `  ${about}  ...threads("messages", { endpoint: "chat-handlers" }),\n]);\n`),
      );
      const verdict = await checkNewFile(draft, around, "2026-06-01T00:00:00Z");
      expect(verdict.added.map(({ name }) => name)).toEqual(["support-messages"]);
      expect(verdict.pending.map(({ reason }) => reason)).toEqual([
        expect.stringContaining('"chat-handlers" has no url'),
      ]);
      expect(await made.teams()).toEqual(["support.ts"]);
    });
  });

  test("a file in another style keeps it", async () => {
    await withRepository(async (made) => {
      const before = "import { team } from '#acs-events'\nexport default team('odd', { owner: 'o' }, () => [\n])\n";
      await made.write("infra/teams/odd.ts", before);
      await make({ answers: { ...threads, team: "odd" }, around: await made.around(), dryRun: false });
      expect(await made.read("infra/teams/odd.ts")).toBe(
        "import { team, threads } from '#acs-events'\nexport default team('odd', { owner: 'o' }, () => [\n" +
          `  ${about}  ...threads("messages", { endpoint: "chat-handlers" }),\n])\n`,
      );
    });
  });

  test.each<[string, Partial<NewRequest>, string]>([
    [
      "a team that is none",
      { team: "suport" },
      '--team: there is no team "suport"; there are support. Did you mean "support"? A new one: npx acs-events new team suport',
    ],
    [
      "a name that the team has",
      { name: "inbound-sms" },
      '"support-inbound-sms" is declared twice, here and before; give one of them another name',
    ],
    ["no team at all", { team: undefined }, "--team: whose subscription it is; there are support"],
  ])("refuses %s", async (_, change, message) => {
    const said = await refusal({ ...threads, ...change });
    expect(said.replace(/ \(infra\/teams\/\S+:\d+\)/, "")).toBe(
      `UserError: Nothing was written: 1 problem.\n\n- ${message}`,
    );
  });

  test("refuses a name that the team has in another stack only", async () => {
    const said = await refusal({ ...threads, team: "chat" }, (made) =>
      made.write(
        "infra/teams/chat.ts",
        'import { threads, team } from "#acs-events";\nexport default team("chat", { owner: "o" }, () => threads("messages", { endpoint: "x", only: ["prod"] }));\n',
      ),
    );
    expect(said).toContain('- "chat-messages" is declared already, for prod; give one of them another name');
  });

  test("prints the lines to paste where the file is of a kind of its own", async () => {
    const said = await refusal({ ...threads, team: "chat" }, (made) =>
      made.write(
        "infra/teams/chat.ts",
        'import { team } from "#acs-events";\nconst all = [];\nexport default team("chat", { owner: "o" }, () => all);\n',
      ),
    );
    expect(
      said,
    ).toBe(`UserError: infra/teams/chat.ts is left as it is, since the function of the team returns no array that is written there. Paste this into its array:

${about.trim()}
...threads("messages", { endpoint: "chat-handlers" }),

and import threads from "#acs-events".`);
  });

  test("says what is wrong with a team file that cannot be read", async () => {
    const said = await refusal({ ...threads, team: "broken" }, (made) =>
      made.write("infra/teams/broken.ts", 'throw new Error("not today");\n'),
    );
    expect(said).toContain("- --team: infra/teams/broken.ts cannot be read. Fix it first: not today");
  });
});
