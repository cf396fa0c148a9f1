import { expect, test } from "vitest";
import { viewPlace } from "../../../src/emulator/dashboard/declared-at.ts";
import { createDeployments } from "../../../src/emulator/dashboard/deployments.ts";
import { storeWithTopic, subscribe } from "../delivery/rig.ts";

test("changes of subscriptions that come together are one deployment; what is put as it was is none", () => {
  let now = Date.UTC(2026, 0, 1);
  const store = storeWithTopic();
  subscribe(store, "kept");
  const deployments = createDeployments(() => now);
  store.onChange(deployments.note);
  subscribe(store, "kept");
  expect(deployments.last()).toBeUndefined();
  const id = subscribe(store, "new");
  now += 1_500;
  subscribe(store, "kept", { eventDeliverySchema: "CloudEventSchemaV1_0" });
  const first = { number: 1, at: "2026-01-01T00:00:01.500Z", added: ["new"], changed: ["kept"], removed: [] };
  expect(deployments.last()).toEqual(first);
  now += 60_000;
  store.remove(id);
  expect(deployments.last()).toMatchObject({ number: 2, added: [], changed: [], removed: ["new"] });
  subscribe(store, "new");
  expect(deployments.last()).toMatchObject({ number: 2, added: [], changed: ["new"], removed: [] });
});

test("who deploys says when it begins and how it ended, however long it takes and whatever it changes", () => {
  let now = Date.UTC(2026, 0, 1);
  const store = storeWithTopic();
  const deployments = createDeployments(() => now);
  store.onChange(deployments.note);
  deployments.begin();
  subscribe(store, "first");
  now += 60_000;
  subscribe(store, "second");
  expect(deployments.last()).toMatchObject({ number: 1, added: ["first", "second"], state: "under-way" });
  deployments.end();
  expect(deployments.last()).toMatchObject({ number: 1, added: ["first", "second"], state: "deployed" });
  // Somebody else, a moment later.
  subscribe(store, "third");
  expect(deployments.last()).toEqual({
    number: 2,
    at: "2026-01-01T00:01:00.000Z",
    added: ["third"],
    changed: [],
    removed: [],
  });
  deployments.begin();
  deployments.end("retry-within-bounds refuses third");
  expect(deployments.last()).toMatchObject({
    number: 3,
    added: [],
    state: "refused",
    problem: "retry-within-bounds refuses third",
  });
  // The end of what nobody began says nothing.
  deployments.end();
  expect(deployments.last()).toMatchObject({ number: 3, state: "refused" });
});

test("the line of a team file, on Windows too", () => {
  const at = () => ({ file: "infra/teams/a b.ts", line: 3 });
  expect(viewPlace({ root: "C:\\projects", at }, "x")).toEqual({
    text: "infra/teams/a b.ts:3",
    href: "vscode://file/C:/projects/infra/teams/a%20b.ts:3",
  });
  expect(viewPlace({ root: "/projects", at: () => undefined }, "x")).toBeUndefined();
});
