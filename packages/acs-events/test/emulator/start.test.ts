import { expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/start.ts";
import { contosoWorld, eventSubscription, source, topicId } from "./local-world.ts";
import { engine } from "./provider/engine.ts";

test("starts on a free port with what is there already, tells what changes, and ends", async () => {
  const lines: string[] = [];
  const { store } = contosoWorld();
  const emulator = await startEmulator({ store, log: (line) => lines.push(line) });
  const pulumi = engine(emulator.providerPort);
  const { id } = await pulumi.create("azure-native:eventgrid:SystemTopicEventSubscription", "texts", eventSubscription);
  await pulumi.remove("azure-native:eventgrid:SystemTopicEventSubscription", id);
  expect(lines).toEqual([`kept ${id}`, `removed ${id}`]);
  pulumi.close();
  await emulator.close();
  store.remove(topicId);
  expect(lines).toHaveLength(2);
});

test("stands in for resources that the stack only refers to, in their Azure subscription", async () => {
  const theirs = (id: string) => id.replace(/[0-]{36}/, "11111111-1111-1111-1111-111111111111");
  const existing = [{ id: theirs(source) }, { id: theirs(topicId), properties: { source: theirs(source) } }];
  const emulator = await startEmulator({ existing });
  const pulumi = engine(emulator.providerPort);
  const { deadLetterWithResourceIdentity: _, ...inputs } = eventSubscription;
  const { id } = await pulumi.create("azure-native:eventgrid:SystemTopicEventSubscription", "texts", inputs);
  expect(id).toBe(`${theirs(topicId)}/eventSubscriptions/support-texts`);
  expect(emulator.store.systemTopics()).toMatchObject([{ id: theirs(topicId), source: theirs(source) }]);
  pulumi.close();
  await emulator.close();
});

test("takes in a topic that the stack refers to only later, in its Azure subscription", async () => {
  const theirs = (id: string) => id.replace(/[0-]{36}/, "11111111-1111-1111-1111-111111111111");
  const emulator = await startEmulator();
  emulator.adopt({ id: theirs(source) });
  emulator.adopt({ id: theirs(topicId), properties: { source: theirs(source) } });
  emulator.adopt({
    id: `${theirs(source).split("/Microsoft.")[0]}/Microsoft.Web/sites/other`.replace("1111-", "2222-"),
  });
  const pulumi = engine(emulator.providerPort);
  const { deadLetterWithResourceIdentity: _, ...inputs } = eventSubscription;
  const { id } = await pulumi.create("azure-native:eventgrid:SystemTopicEventSubscription", "texts", inputs);
  expect(id).toBe(`${theirs(topicId)}/eventSubscriptions/support-texts`);
  pulumi.close();
  await emulator.close();
});

test("takes another port where the wanted one is taken", async () => {
  const first = await startEmulator();
  const second = await startEmulator({ port: first.providerPort });
  expect(second.providerPort).not.toBe(first.providerPort);
  const pulumi = engine(second.providerPort);
  expect(await pulumi.invoke("azure-native:authorization:getClientConfig", {})).toHaveProperty("subscriptionId");
  pulumi.close();
  await Promise.all([first.close(), second.close()]);
});
