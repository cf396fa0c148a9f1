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

test("the line of a team file, on Windows too", () => {
  const at = () => ({ file: "infra/teams/a b.ts", line: 3 });
  expect(viewPlace({ root: "C:\\projects", at }, "x")).toEqual({
    text: "infra/teams/a b.ts:3",
    href: "vscode://file/C:/projects/infra/teams/a%20b.ts:3",
  });
  expect(viewPlace({ root: "/projects", at: () => undefined }, "x")).toBeUndefined();
});
