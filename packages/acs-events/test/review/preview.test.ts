import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../src/json/json-object.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { readPreviewPair } from "../../src/subscription-set/subscription-set.ts";

/**
 * What `pulumi preview --json` printed for the dev stack on the local Azure, after a longer `supportNumbers` and another
 * secret of the endpoint sms-handlers; the secret of chat-handlers stayed. Without places in the code, and with the name alone
 * of what is not an event subscription.
 */
const preview = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), "utf8"));

function review(json: unknown) {
  const pair = readPreviewPair(json);
  if (pair === undefined) throw new Error("this is no preview");
  const { base, head, complete, changedPaths } = pair;
  return compareSubscriptions(base.subscriptions, head.subscriptions, { complete, changedPaths });
}

const said = ({ changes }: ReturnType<typeof review>) =>
  changes.map(({ subscription, filter, findings }) => [
    subscription,
    filter.relation,
    findings.map(({ id, message }) => [id, message]),
  ]);

const secret = [
  "support-sms-actions",
  "same",
  [["hidden-value-changed", "destination.endpointUrl changes; to what cannot be seen, since it is a secret."]],
];

describe("a preview as the engine prints it", () => {
  test("with --show-sames: a hidden secret that changes, one that does not, and what nobody receives any more", () => {
    const whole = review(preview("preview-show-sames"));
    expect(whole.summary.subscriptions).toEqual({ base: 4, head: 4 });
    expect(whole.notes).toBeUndefined();
    expect(said(whole)).toEqual([
      [
        "support-inbound-sms",
        "narrowed",
        [
          [
            "events-unreceived",
            "Nobody receives these any more: SMSDeliveryReportReceived with the subject /phonenumber/15555555555, for example.",
          ],
          ["filter-narrowed", expect.stringContaining("SMSReceived and SMSDeliveryReportReceived")],
        ],
      ],
      secret,
    ]);
  });

  test("without: answers across subscriptions are undecided, and that is said", () => {
    const partial = review(preview("preview"));
    expect(said(partial)).toEqual([
      [
        "support-inbound-sms",
        "narrowed",
        [["filter-narrowed", expect.stringContaining("SMSReceived and SMSDeliveryReportReceived")]],
      ],
      secret,
    ]);
    expect(partial.notes).toEqual([
      {
        id: "subscriptions-incomplete",
        level: "warning",
        message:
          "Undecided: whether nobody receives an event any more, and whether an endpoint gets one twice, since what does not change is omitted. Give what `pulumi preview --json --show-sames` prints.",
      },
    ]);
  });

  test("without the preview's own detail, hidden values are unknown", () => {
    const pair = readPreviewPair(preview("preview-show-sames"));
    const { changes, notes } = compareSubscriptions(pair?.base.subscriptions ?? [], pair?.head.subscriptions ?? []);
    expect(changes.map(({ subscription }) => subscription)).toEqual(["support-inbound-sms"]);
    expect(notes?.map(({ id, message }) => [id, message])).toEqual([
      [
        "hidden-value-unknown",
        "Unknown: whether hidden values are the same on both sides, of moderation-messages (destination.endpointUrl), support-sms-actions (destination.endpointUrl).",
      ],
    ]);
  });

  test("a filter that is known only once it is deployed is not guessed", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const json = JSON.parse(
      JSON.stringify(preview("preview-show-sames"), (name, value: unknown) =>
        name === "newState" && isJsonObject(value)
          ? JSON.parse(JSON.stringify(value).replaceAll("/phonenumber/15551", unknown))
          : value,
      ),
    ) as unknown;
    const [change] = review(json).changes;
    expect(change?.filter).toEqual({ relation: "undecided", lost: null, gained: null });
    expect(change?.findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(": filter.subjectBeginsWith cannot be seen. "),
    );
  });

  test("an address that is hidden on one side only is not said to change", () => {
    const shown = JSON.parse(
      JSON.stringify(preview("preview-show-sames"), (name, value: unknown) =>
        name === "newState" && isJsonObject(value)
          ? JSON.parse(JSON.stringify(value).replaceAll('"[secret]"', '"https://handlers.contoso.example/api/sms"'))
          : value,
      ),
    ) as unknown;
    const pair = readPreviewPair(shown);
    const { changes, notes } = compareSubscriptions(pair?.base.subscriptions ?? [], pair?.head.subscriptions ?? []);
    expect(changes.map(({ subscription }) => subscription)).toEqual(["support-inbound-sms"]);
    expect(notes?.map(({ id }) => id)).toEqual(["hidden-value-unknown"]);
  });
});
