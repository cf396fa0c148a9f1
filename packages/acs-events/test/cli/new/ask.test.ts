import { describe, expect, test } from "vitest";
import { make } from "../../../src/cli/new/create.ts";
import type { NewRequest } from "../../../src/cli/new/new-request.ts";
import { type Answer, clear, down, enter, interrupt, person } from "./person.ts";
import { type TemporaryRepository, withRepository } from "./temporary-repository.ts";

const nothing: NewRequest = { kind: "team", options: [] };

/** What comes of a conversation, what was to be read in it, and the team files afterwards. */
async function talk(
  given: NewRequest,
  answers: readonly Answer[],
  look: (made: TemporaryRepository) => Promise<unknown>,
) {
  return withRepository(async (made) => {
    const { terminal, seen, left } = person(answers);
    const around = await made.around();
    const outcome = await make({ answers: given, around, dryRun: false, terminal }).then(
      ({ file }) => `${file} written`,
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );
    expect(left()).toEqual([]);
    return { outcome, seen: seen(), teams: await made.teams(), looked: await look(made) };
  });
}

const team: readonly Answer[] = [
  ["What is the name of the team?", `payments${enter}`],
  ["Which events does the team need?", enter],
  ["What is the name of the subscription?", enter],
  ["Area codes, digits only (commas between several)", `1206, 1425${enter}`],
  ["Which way", `${down}${enter}`],
  ["Loud?", enter],
  ["Where do the events go?", enter],
  ["Who owns these subscriptions?", `${clear}payments@contoso.example${enter}`],
];

describe("a person is asked for what is omitted", () => {
  test("a team, from its name to the last question", async () => {
    const { outcome, seen, looked } = await talk(
      nothing,
      [...team, ["Write infra/teams/payments.ts?", enter]],
      (made) => made.read("infra/teams/payments.ts"),
    );
    expect(outcome).toBe("infra/teams/payments.ts written");
    expect(looked).toContain('export default team("payments", { owner: "payments@contoso.example" }, () => [');
    expect(looked).toContain(
      '...textsTo("texts", { areaCodes: ["1206", "1425"], direction: "inbound", endpoint: "support-queue" }),',
    );
    expect(seen).toContain("Catches every text message that comes in");
    expect(seen).toContain('team("payments", { owner: "payments@contoso.example" }');
  });

  test("a subscription of a team, and only what the flags do not say", async () => {
    const { outcome, seen, looked } = await talk(
      { kind: "subscription", template: "chat-threads", endpoint: "chat-handlers", options: [] },
      [
        ["Whose subscription is it?", enter],
        ["What is the name of the subscription?", `${clear}words${enter}`],
        ["Write infra/teams/support.ts?", enter],
      ],
      (made) => made.read("infra/teams/support.ts"),
    );
    expect(outcome).toBe("infra/teams/support.ts written");
    expect(looked).toContain('  ...threads("words", { endpoint: "chat-handlers" }),\n]);');
    expect(seen).not.toContain("Where do the events go?");
  });

  test("what a plan would refuse is refused on the spot, in the same words", async () => {
    const { outcome, seen } = await talk(
      nothing,
      [
        ["What is the name of the team?", `Pay Ments${enter}`],
        ["has lower-case letters, digits and inner hyphens", `${clear}support${enter}`],
        ["infra/teams/support.ts is there already", `${clear}payments${enter}`],
        ["Which events does the team need?", enter],
        ["What is the name of the subscription?", `${clear}a b${enter}`],
        ['Azure would call it "payments-a b"', `${clear}inbox${enter}`],
        ["Area codes, digits only", enter],
        ["The list is empty.", `+1206${enter}`],
        ['"+1206" has more than digits in it', interrupt],
      ],
      async () => {},
    );
    expect(outcome).toBe("UserError: Nothing was written.");
    expect(seen).not.toContain("--option");
  });
});

describe("breaking off leaves nothing", () => {
  test.each(team.map(([question], index) => [question, index] as const).filter((_, index) => index % 3 === 0))(
    "at: %s",
    async (question, index) => {
      const { outcome, teams } = await talk(nothing, [...team.slice(0, index), [question, interrupt]], async () => {});
      expect(outcome).toBe("UserError: Nothing was written.");
      expect(teams).toEqual(["support.ts"]);
    },
  );

  test.each([
    ["Ctrl-C", interrupt],
    ["no", "n"],
  ])("at the last question, by %s", async (_, keys) => {
    const { outcome, teams } = await talk(nothing, [...team, ["Write infra/teams/payments.ts?", keys]], async () => {});
    expect(outcome).toBe("UserError: Nothing was written.");
    expect(teams).toEqual(["support.ts"]);
  });
});

describe("nobody is asked", () => {
  test("when everything is said", async () => {
    const { outcome, seen } = await talk(
      {
        ...nothing,
        team: "payments",
        owner: "o",
        template: "texts-to",
        endpoint: "support-queue",
        options: ["areaCodes=1206"],
      },
      [],
      async () => {},
    );
    expect(outcome).toBe("infra/teams/payments.ts written");
    expect(seen).toBe("");
  });

  test("when what was said is wrong", async () => {
    const { outcome, seen } = await talk({ ...nothing, team: "support" }, [], async () => {});
    expect(outcome).toContain("infra/teams/support.ts is there already");
    expect(seen).toBe("");
  });
});

describe("something else than a template", () => {
  const up = "\x1b[A";

  test("event types by name, a condition, and an endpoint that is not declared yet", async () => {
    const { outcome, looked } = await talk(
      { kind: "subscription", team: "support", options: [] },
      [
        ["Which events does the team need?", `${up}${enter}`],
        ["Which event types?", `SMSDeliveryReportReceived${enter}`],
        ["Only some of these events?", `data.deliveryStatus=Failed${enter}`],
        ["Another condition, or Enter.", enter],
        ["What is the name of the subscription?", `failed${enter}`],
        ["Where do the events go?", `${up}${enter}`],
        ["What kind of endpoint is it?", `${down}${enter}`],
        ["What is the name of the endpoint?", `failed-texts${enter}`],
        ["Write infra/teams/support.ts?", enter],
      ],
      async (made) => [await made.read("infra/teams/support.ts"), await made.read("Pulumi.dev.yaml")],
    );
    expect(outcome).toBe("infra/teams/support.ts written");
    const [file, stack] = looked as [string, string];
    expect(file).toContain('where: (event) => [event.data.deliveryStatus.isIn("Failed")]');
    expect(file).toContain('endpoint: "failed-texts"');
    expect(stack).toMatch(/ {4}failed-texts:\n {6}kind: storage-queue\n {6}create: true\n/);
  });

  test.each([
    ["missed call", "Communication Services publishes no event for a missed call. The nearest is IncomingCall"],
    [
      "voicemail",
      "Communication Services publishes no event for a voicemail. The nearest is RecordingFileStatusUpdated",
    ],
    ["complaint", "The nearest is EmailDeliveryReportReceived"],
    ["recording", '"recording" is not the name of an event type. These names contain it: RecordingFileStatusUpdated'],
  ])("%s: says which event there is", async (words, sentence) => {
    const { outcome, seen } = await talk(
      { kind: "subscription", team: "support", options: [] },
      [
        ["Which events does the team need?", `${up}${enter}`],
        ["Which event types?", `${words}${enter}`],
        [sentence.slice(0, 40), interrupt],
      ],
      async () => undefined,
    );
    expect(outcome).toContain("Nothing was written.");
    expect(seen).toContain(sentence);
  });
});
