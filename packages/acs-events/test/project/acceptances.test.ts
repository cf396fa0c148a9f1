import { describe, expect, test } from "vitest";
import { parseAcceptances } from "../../src/project/parse-acceptances.ts";
import { UserError } from "../../src/text/user-error.ts";
import { acsEvents, withFile } from "../cli/command-line.ts";
import { samplePlan } from "../sample-project.ts";

const parse = (text: string) => parseAcceptances(text, "accepted.yaml");
const both = `
- fingerprint: 202311051200
  reason: The numbers are given back.
  expires: 2027-01-31
- { id: filter-narrowed, subscription: support-inbound-sms, reason: It is meant., expires: 2027-02-28 }
`;

test("by fingerprint and by id, each with its line; a fingerprint of digits is not a number", () => {
  expect(parse(both)).toEqual([
    {
      finding: { kind: "fingerprint", fingerprint: "202311051200" },
      reason: "The numbers are given back.",
      expires: "2027-01-31",
      at: { file: "accepted.yaml", line: 2 },
    },
    {
      finding: { kind: "id", id: "filter-narrowed", subscription: "support-inbound-sms" },
      reason: "It is meant.",
      expires: "2027-02-28",
      at: { file: "accepted.yaml", line: 5 },
    },
  ]);
});

test("JSON is read too, and an empty file is no acceptance", () => {
  expect(parse('[{"fingerprint":"0123456789ab","reason":"r","expires":"2027-01-31"}]')).toHaveLength(1);
  expect(parse("# nothing yet\n")).toEqual([]);
});

describe("what is wrong is said, all of it, with the line", () => {
  const problemsOf = (text: string): string[] => {
    try {
      parse(text);
      return [];
    } catch (error) {
      if (error instanceof UserError) return error.message.split("\n");
      throw error;
    }
  };
  test.each([
    ["no list", "fingerprint: x", ["accepted.yaml, line 1: the file is a list of acceptances"]],
    ["no YAML", "- {", [expect.stringMatching(/^accepted\.yaml, line 1: /)]],
    [
      "no acceptance",
      "- text",
      ["accepted.yaml, line 1: an acceptance has fingerprint (or id and subscription), reason and expires"],
    ],
    [
      "several things at once",
      "- fingerprint: XYZ\n  reason: ''\n  expires: soon\n- id: filter-narowed\n  subscription: s\n  until: 2027-01-31\n  reason: r",
      [
        "accepted.yaml, line 1: a fingerprint has 12 of 0-9 and a-f",
        "accepted.yaml, line 2: say in a sentence why it is meant",
        "accepted.yaml, line 3: say the last day on which it counts, such as 2027-01-31",
        'accepted.yaml, line 4: there is no finding "filter-narowed"; did you mean filter-narrowed?',
        "accepted.yaml, line 4: say the last day on which it counts, such as 2027-01-31",
        'accepted.yaml, line 4: an acceptance has no "until"; it has fingerprint, id, subscription, reason, expires',
      ],
    ],
    [
      "two names for one finding",
      "- { fingerprint: 0123456789ab, id: filter-same, reason: r, expires: 2027-01-31 }",
      ["accepted.yaml, line 1: name the finding by its fingerprint, or by id and subscription, and not by both"],
    ],
    [
      "half a name",
      "- { id: filter-same, reason: r, expires: 2027-01-31 }",
      ["accepted.yaml, line 1: name the finding by its fingerprint, or by id and subscription, and not by both"],
    ],
  ])("%s", (_, text, problems) => expect(problemsOf(text)).toEqual(problems));
});

describe("review --accepted", () => {
  const plan = "infra/plans/dev";
  const reviewWith = async (acceptances: string) => {
    const text = samplePlan();
    return withFile("after.json", text.replace("/phonenumber/1555", "/phonenumber/15551"), (after) =>
      withFile("accepted.yaml", acceptances, (file) => acsEvents(["review", plan, after, "--accepted", file])),
    );
  };
  const acceptance = (expires: string) =>
    `- { id: events-unreceived, subscription: support-inbound-sms, reason: Given back., expires: ${expires} }`;

  test.each([
    ["an error that is accepted does not fail", "2999-12-31", 0, "✓ Nobody receives these any more: "],
    ["one that was accepted does", "2020-01-01", 2, "✗ Nobody receives these any more: "],
  ])("%s", async (_, expires, status, line) => {
    const ran = await reviewWith(acceptance(expires));
    expect(ran).toMatchObject({ status, stderr: "" });
    expect(ran.stdout).toContain(line);
  });

  test("a file that is not there: one clear line", async () => {
    expect(await acsEvents(["review", plan, plan, "--accepted", "nowhere.yaml"])).toEqual({
      status: 1,
      stdout: "",
      stderr: 'The acceptances in "nowhere.yaml" cannot be read; is it a file?\n',
    });
  });
});
