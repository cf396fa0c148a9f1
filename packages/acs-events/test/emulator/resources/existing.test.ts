import { expect, test } from "vitest";
import { adoptExisting } from "../../../src/emulator/resources/existing.ts";
import { invoke } from "../../../src/emulator/resources/invokes.ts";
import { emptyWorld, eventSubscription, refusalsOf, source, topicId } from "../local-world.ts";

const names = { resourceGroupName: "contoso", systemTopicName: "contoso-events" };

test("a topic that was there before is found, has an identity, and takes subscriptions", () => {
  const world = emptyWorld();
  adoptExisting({ id: topicId, properties: { source } }, world);
  expect(invoke("azure-native:eventgrid:getSystemTopic", names, world)).toMatchObject({
    ok: true,
    value: { id: topicId, location: "global", source, identity: { type: "SystemAssigned" } },
  });
  const { deadLetterWithResourceIdentity: _, ...inputs } = eventSubscription;
  expect(refusalsOf(world, "azure-native:eventgrid:SystemTopicEventSubscription", inputs)).toEqual([]);
  expect(world.store.systemTopics()).toMatchObject([{ id: topicId, source }]);
});

test("what is there already stays as it is", () => {
  const world = emptyWorld();
  adoptExisting({ id: topicId, properties: { source } }, world);
  adoptExisting({ id: topicId.toUpperCase(), properties: { source: "other" } }, world);
  expect(world.store.systemTopics()).toMatchObject([{ id: topicId, source }]);
});

test("fails for a type that is not known", () => {
  const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/staticSites/crm";
  expect(() => adoptExisting({ id }, emptyWorld())).toThrow(
    /^the local Azure cannot stand in for .*\/staticSites\/crm; it knows resources of the types Microsoft\.Resources\/resourceGroups, /,
  );
});
