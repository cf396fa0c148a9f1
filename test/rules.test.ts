import { judgeRule } from "acs-events/policies";
import { expect, test } from "vitest";
import { recordingsWaitInAQueue } from "../policies/rules.ts";

/** A subscription as `npx acs-events plan --format json` prints it, as far as the rule looks at it. */
const recordings = (destination: object) => [
  {
    name: "support-recordings",
    filter: { includedEventTypes: ["Microsoft.Communication.RecordingFileStatusUpdated"] },
    destination,
  },
];

test("recordings that go to a queue are fine", () => {
  const queue = { endpointType: "StorageQueue", endpoint: "recordings", queueName: "recordings" };
  expect(judgeRule(recordingsWaitInAQueue, recordings(queue))).toEqual([]);
});

test("recordings that go to a webhook are not", () => {
  const webhook = { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/recordings" };
  expect(judgeRule(recordingsWaitInAQueue, recordings(webhook))).toMatchObject([
    { kind: "violation", subject: "support-recordings", path: "destination" },
  ]);
});
