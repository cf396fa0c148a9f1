import { describe, expect, test } from "vitest";
import { type Acceptance, type AcceptedFinding, accept } from "../../src/review/acceptance.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { sha256, sharedBase, sharedHead } from "./shared-review.ts";

const review = compareSubscriptions(sharedBase, sharedHead, { hash: sha256 });
const unreceived = review.changes.flatMap(({ findings }) => findings).find(({ id }) => id === "events-unreceived");
const at = { file: "review-accepted.yaml", line: 4 };
const day = "2027-01-31";

const acceptance = (finding: AcceptedFinding, expires = day): Acceptance => ({
  finding,
  reason: "It is meant.",
  expires,
  at,
});
const byId = (subscription: string): AcceptedFinding => ({ kind: "id", id: "events-unreceived", subscription });
const byFingerprint = (fingerprint = ""): AcceptedFinding => ({ kind: "fingerprint", fingerprint });

describe("what is accepted is marked and not counted", () => {
  test.each([
    ["by its fingerprint", byFingerprint(unreceived?.fingerprint)],
    ["by id and subscription, whatever its case", byId("Support-Inbound-SMS")],
  ])("%s", (_, finding) => {
    const accepted = accept(review, [acceptance(finding)], day);
    expect(review.summary).toMatchObject({ errors: 1, accepted: 0 });
    expect(accepted.summary).toEqual({ ...review.summary, errors: 0, accepted: 1 });
    expect(accepted.notes).toBeUndefined();
    expect(accepted.changes.flatMap(({ findings }) => findings)).toContainEqual({
      ...unreceived,
      accepted: { reason: "It is meant.", expires: day },
    });
  });
});

describe("what does not count is told", () => {
  test.each([
    ["it counts on its last day", acceptance(byId("support-inbound-sms")), "2027-01-31", undefined],
    [
      "it has ended the day after",
      acceptance(byId("support-inbound-sms")),
      "2027-02-01",
      [
        "acceptance-expired",
        "warning",
        "The acceptance of events-unreceived of support-inbound-sms ended on 2027-01-31, so that it counts again.",
      ],
    ],
    [
      "another subscription",
      acceptance(byId("billing-reports")),
      day,
      [
        "acceptance-unused",
        "info",
        "Nothing in this change is events-unreceived of billing-reports; take the acceptance out once it is merged.",
      ],
    ],
    [
      "another fingerprint, ended or not",
      acceptance(byFingerprint("0123456789ab"), "2020-01-01"),
      day,
      [
        "acceptance-unused",
        "info",
        "Nothing in this change is the finding 0123456789ab; take the acceptance out once it is merged.",
      ],
    ],
  ])("%s", (_, given, today, note) => {
    const { notes, summary } = accept(review, [given], today);
    const [id, level, message] = note ?? [];
    expect(notes).toEqual(note === undefined ? undefined : [{ id, level, message, at }]);
    expect(summary.errors).toBe(note === undefined ? 0 : 1);
  });
});

test("one that stands makes up for one that has ended", () => {
  const { summary, notes } = accept(
    review,
    [acceptance(byId("support-inbound-sms"), "2020-01-01"), acceptance(byId("support-inbound-sms"))],
    day,
  );
  expect(summary).toMatchObject({ errors: 0, accepted: 1 });
  expect(notes?.map(({ id }) => id)).toEqual(["acceptance-expired"]);
});

test("no acceptances, no difference", () => expect(accept(review, [], day)).toBe(review));
