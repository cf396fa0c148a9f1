import { expect, test } from "vitest";
import type { Behaviour, World } from "../../../src/emulator/resources/azure.ts";
import { resourceTypeOf } from "../../../src/emulator/resources/resource-types.ts";
import { beginRemoval, beginWrite } from "../../../src/emulator/resources/write.ts";
import { account, contosoWorld, eventSubscription, now, put, topicId } from "../local-world.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";
const idOf = (name: string): string => `${topicId}/eventSubscriptions/${name}`;

/** A local Azure that makes things hard, whose clock can be turned. */
function hard(behaviour: Behaviour) {
  const { store, ...rest } = contosoWorld();
  let time = Date.parse(now);
  const world: World = { ...rest, store, settings: rest.settings, behaviour, now: () => new Date(time) };
  return {
    world,
    pass(milliseconds: number) {
      time += milliseconds;
    },
    write: (name: string) =>
      beginWrite(resourceTypeOf(token), idOf(name), { ...eventSubscription, eventSubscriptionName: name }, world),
  };
}

function assignRole(world: World): void {
  const role = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
  put(world, "azure-native:authorization:RoleAssignment", {
    roleAssignmentName: role,
    scope: account,
    principalId: world.store.systemTopics()[0]?.principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  });
}

test("a role that was assigned a moment ago is not known yet, and then it is", () => {
  const { world, pass, write } = hard({ roleDelay: 60_000 });
  const refusalIds = () => {
    const begun = write("texts");
    return begun.kind === "refused" ? begun.refusals.map(({ id, code }) => `${id} ${code}`) : [];
  };
  const unknown = ["identity-without-role InvalidRequest"];
  expect(refusalIds()).toEqual(unknown);
  assignRole(world);
  expect(refusalIds()).toEqual(unknown);
  pass(59_999);
  expect(refusalIds()).toEqual(unknown);
  pass(1);
  expect(refusalIds()).toEqual([]);
  expect(world.store.notices()).toEqual([]);
});

test("two writes on one topic at a time meet in a conflict, deletions as well", async () => {
  const { write, world } = hard({ conflicts: true });
  const refused = { kind: "refused", refusals: [{ id: "topic-busy", code: "Conflict" }] };
  const first = write("first");
  expect(write("second")).toMatchObject(refused);
  if (first.kind !== "accepted") throw new Error("the first write was refused");
  await first.done;
  const second = write("second");
  if (second.kind !== "accepted") throw new Error("the second write was refused");
  await second.done;

  const deletion = beginRemoval(idOf("first"), world);
  if (deletion.kind !== "accepted") throw new Error("the deletion was refused");
  expect(beginRemoval(idOf("second"), world)).toMatchObject(refused);
  expect(beginRemoval(idOf("first"), world)).toMatchObject({ refusals: [{ id: "write-under-way", code: "Conflict" }] });
  await deletion.done;
  expect(world.store.eventSubscriptions(topicId).map(({ name }) => name)).toEqual(["second"]);
});

test("without being asked for, neither happens", async () => {
  const { write, world } = hard({});
  expect([write("first").kind, write("second").kind]).toEqual(["accepted", "accepted"]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(beginRemoval(idOf("first"), world).kind).toBe("accepted");
  expect(world.store.get(idOf("first"))).toBeUndefined();
});
