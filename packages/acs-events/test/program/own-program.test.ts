import { expect, test } from "vitest";
import { type OwnProgram, previewed, withOwnProgram } from "./own-program.ts";

/** Goes up, changes a prefix, and looks at what stands in Azure each time. */
async function live({ stack, emulator, edit }: OwnProgram): Promise<void> {
  const subscriptions = () =>
    emulator.store
      .systemTopics()
      .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
      .map(({ name }) => name)
      .sort();
  const { outputs, stdout } = await stack.up();
  expect(subscriptions()).toEqual(["reports", "seattle"]);
  expect(Object.keys(outputs["ids"]?.value).sort()).toEqual(["reports", "seattle"]);
  expect(outputs["pending"]?.value).toEqual([
    { name: "calls", reason: expect.stringContaining('the endpoint "not-built-yet" has no url') },
  ]);
  expect(stdout).toContain('calls is left out: the endpoint "not-built-yet" has no url');
  const seattle = emulator.store
    .ofToken("azure-native:eventgrid:SystemTopicEventSubscription")
    .find(({ inputs }) => inputs["eventSubscriptionName"] === "seattle");
  expect(seattle?.inputs).toMatchObject({
    labels: ["owner=contoso"],
    filter: { subjectBeginsWith: "/phonenumber/1206" },
    destination: { endpointType: "StorageQueue" },
    deadLetterWithResourceIdentity: { deadLetterDestination: { endpointType: "StorageBlob" } },
  });
  expect((await previewed(stack)).changes).toEqual({});

  await edit('phoneNumber("1206")', 'phoneNumber("1425")');
  expect((await previewed(stack)).changes).toEqual({
    "SystemTopicEventSubscription texts-seattle": "update",
  });
  const { summary } = await stack.up();
  expect(summary.resourceChanges).toMatchObject({ update: 1 });
  expect(summary.resourceChanges).not.toHaveProperty("create");
}

test("a plain ESM program: subscriptions of its own topic, and one update for one changed prefix", async () => {
  await withOwnProgram({ name: "own-topic" }, live);
});
