import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import {
  accountId,
  answering,
  handler,
  keptDeadLetters,
  noJitter,
  rig,
  seeded,
  sourceId,
  subscribe,
  textMessage,
  topicId,
} from "./rig.ts";

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

test("a dead letter lies where Azure puts it, five minutes after the last attempt", async () => {
  const down = await handler(answering(404));
  const { grid, clock, store, folder } = rig({ handler: down, random: noJitter });
  subscribe(store, "support-texts", { ...keptDeadLetters, retryPolicy: { maxDeliveryAttempts: 2 } });
  grid.publish(textMessage);
  await clock.advance(10_000 + 5 * 60_000 - 1);
  expect(grid.log()[0]).toMatchObject({ outcome: "dead-lettering", reason: "given up after 2 attempts (NotFound)" });
  expect(filesBelow(folder)).toEqual([]);
  await clock.advance(1);

  const [file = ""] = filesBelow(folder);
  expect(file).toMatch(/^dead-letters\/undelivered\/letters\/SUPPORT-TEXTS\/2026\/3\/4\/5\/[0-9a-f-]{36}\.json$/);
  expect(grid.log()[0]).toMatchObject({
    outcome: "dead-lettered",
    reason: "given up after 2 attempts (NotFound)",
    deadLetter: join(folder, file),
  });
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toEqual([
    {
      ...textMessage,
      deadLetterReason: "MaxDeliveryAttemptsExceeded",
      deliveryAttempts: 2,
      lastDeliveryOutcome: "NotFound",
      publishTime: "2026-03-04T05:06:07.000Z",
      lastDeliveryAttemptTime: "2026-03-04T05:06:17.000Z",
    },
  ]);
});

test("for CloudEvents the properties are in lower case", async () => {
  const down = await handler(answering(503));
  const { grid, clock, store, folder } = rig({ handler: down, random: seeded(3) });
  subscribe(store, "support-texts", {
    ...keptDeadLetters,
    eventDeliverySchema: "CloudEventSchemaV1_0",
    retryPolicy: { maxDeliveryAttempts: 1 },
  });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  const [file = ""] = filesBelow(folder);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toEqual([
    {
      id: textMessage.id,
      source: sourceId,
      subject: textMessage.subject,
      type: textMessage.eventType,
      time: textMessage.eventTime,
      specversion: "1.0",
      data: textMessage.data,
      deadletterreason: "MaxDeliveryAttemptsExceeded",
      deliveryattempts: 1,
      lastdeliveryoutcome: "Busy",
      publishtime: "2026-03-04T05:06:07.000Z",
    },
  ]);
});

test.each([
  [400, "BadRequest"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [413, "PayloadTooLarge"],
])("%i is not retried: one attempt, then the dead letter", async (status, outcome) => {
  const refusing = await handler(answering(status));
  const { grid, clock, store, folder } = rig({ handler: refusing });
  subscribe(store, "support-texts", keptDeadLetters);
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(refusing.requests).toHaveLength(1);
  expect(grid.log()[0]).toMatchObject({
    outcome: "dead-lettered",
    reason: `given up after 1 attempt: Event Grid does not retry ${outcome}`,
  });
  const [file = ""] = filesBelow(folder);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toMatchObject([
    { deadLetterReason: `UndeliverableDueToHttp${outcome}`, deliveryAttempts: 1, lastDeliveryOutcome: outcome },
  ]);
});

test("an event that outlives its time to live is kept at once when the next attempt falls due", async () => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down, random: noJitter });
  subscribe(store, "support-texts", { ...keptDeadLetters, retryPolicy: { eventTimeToLiveInMinutes: 30 } });
  grid.publish(textMessage);
  await clock.advance(2_800_000);
  expect(grid.log()[0]).toMatchObject({ outcome: "dead-lettered", attempts: { length: 6 } });
});

test("the time of the last attempt is when it began, and the five minutes count from its end", async () => {
  const silent = await handler(() => "never");
  const { grid, clock, store, folder } = rig({ handler: silent, patience: 30 });
  subscribe(store, "support-texts", { ...keptDeadLetters, retryPolicy: { maxDeliveryAttempts: 1 } });
  grid.publish(textMessage);
  await clock.advance(5 * 60_000);
  expect(grid.log()[0]?.outcome).toBe("dead-lettering");
  await clock.advance(30_000);
  const [file = ""] = filesBelow(folder);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toMatchObject([
    { lastDeliveryOutcome: "TimedOut", lastDeliveryAttemptTime: "2026-03-04T05:06:07.000Z" },
  ]);
});

test("a batch is one dead letter", async () => {
  const refusing = await handler(answering(400));
  const { grid, clock, store, folder } = rig({ handler: refusing });
  subscribe(store, "support-texts", {
    ...keptDeadLetters,
    destination: {
      endpointType: "WebHook",
      endpointUrl: "https://handlers.contoso.example/",
      maxEventsPerBatch: 10,
    },
  });
  grid.publishTogether([textMessage, { ...textMessage, id: "2" }]);
  await clock.advanceToEnd();
  const [file = "", ...others] = filesBelow(folder);
  expect(others).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, file), "utf8"))).toMatchObject([{ id: textMessage.id }, { id: "2" }]);
});

const gone = "given up after 1 attempt: Event Grid does not retry BadRequest, and";

test("what cannot be kept is dropped, and it is said why", async () => {
  const refusing = await handler(answering(400));
  const { grid, clock, store, folder } = rig({ handler: refusing });
  subscribe(store, "no-destination");
  subscribe(store, "no-container", {
    deadLetterDestination: { endpointType: "StorageBlob", resourceId: accountId, blobContainerName: "missing" },
  });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(filesBelow(folder)).toEqual([]);
  expect(grid.log().map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["dropped", `${gone} the subscription has no dead-letter destination`],
    ["dropped", `${gone} the dead-letter container "missing" does not exist`],
  ]);
});

test("a container that belongs to others is believed to be there", async () => {
  const refusing = await handler(answering(400));
  const { grid, clock, store } = rig({ handler: refusing });
  const resourceId = "/subscriptions/1/resourceGroups/others/providers/Microsoft.Storage/storageAccounts/theirs";
  subscribe(store, "support-texts", {
    deadLetterDestination: { endpointType: "StorageBlob", resourceId, blobContainerName: "letters" },
  });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(grid.log()[0]?.outcome).toBe("dead-lettered");
});

test("the identity of the topic needs a role on the container", async () => {
  const refusing = await handler(answering(400));
  const { grid, clock, store } = rig({ handler: refusing });
  const topic = store.get(topicId);
  if (topic === undefined) throw new Error("no topic");
  store.put({ ...topic, outputs: { ...topic.outputs, identity: { type: "SystemAssigned", principalId: "p" } } });
  subscribe(store, "support-texts", {
    deadLetterWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      deadLetterDestination: { endpointType: "StorageBlob", resourceId: accountId, blobContainerName: "letters" },
    },
  });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(grid.log()[0]).toMatchObject({
    outcome: "dropped",
    reason: `${gone} the identity of the system topic has no role on the dead-letter container "letters"`,
  });

  const assign = (name: string, principalId: string, scope: string) =>
    store.put({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      token: "azure-native:authorization:RoleAssignment",
      inputs: { scope, principalId, roleDefinitionId: "r" },
      outputs: {},
    });
  const outcomeNow = async () => {
    grid.publish(textMessage);
    await clock.advanceToEnd();
    return grid.log().at(-1)?.outcome;
  };
  assign("1", "somebody else", accountId);
  assign("2", "p", `${accountId}2`);
  expect(await outcomeNow()).toBe("dropped");
  assign("3", "p", accountId.toUpperCase());
  expect(await outcomeNow()).toBe("dead-lettered");
});
