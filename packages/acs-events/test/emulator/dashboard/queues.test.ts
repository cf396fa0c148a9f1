import { expect, test } from "vitest";
import { accountId, subscribe, textMessage } from "../delivery/rig.ts";
import { ask, dashboardRig } from "./rig.ts";

test("local queues are listed, read and taken from over HTTP", async () => {
  const hub = accountId.replace(
    "Microsoft.Storage/storageAccounts/undelivered",
    "Microsoft.EventHub/namespaces/hubs/eventhubs/texts",
  );
  const { url, grid } = await dashboardRig(({ store }) => {
    subscribe(store, "hub", { destination: { endpointType: "EventHub", resourceId: hub } });
    store.put({ id: hub, token: "azure-native:eventhub:EventHub", inputs: {}, outputs: {} });
  });
  for (const id of ["1", "2", "3"]) grid.publish({ ...textMessage, id });
  await grid.settled();
  const read = async (path: string) => (await fetch(`${url}/queues${path}`)).json();
  const messages = "/event-hub/hubs/texts/messages";
  expect(await read("")).toEqual([
    { kind: "event-hub", name: "hubs/texts", written: 3, messages: `queues${messages}` },
  ]);
  const ids = async (query: string) =>
    ((await read(`${messages}${query}`)) as { body: { id: string }; sequenceNumber: number }[]).map(
      ({ body, sequenceNumber }) => `${sequenceNumber}: ${body.id}`,
    );
  expect(await ids("")).toEqual(["0: 1", "1: 2", "2: 3"]);
  expect(await ids("?from=1&limit=1")).toEqual(["1: 2"]);
  const take = () => fetch(`${url}/queues${messages}/head`, { method: "DELETE" });
  expect(await (await take()).json()).toMatchObject({
    sequenceNumber: 0,
    properties: { "aeg-event-type": "Notification" },
  });
  expect(await ids("")).toEqual(["1: 2", "2: 3"]);
  await take();
  await take();
  expect((await take()).status).toBe(204);
  expect((await fetch(`${url}/queues/event-hub/hubs/other/messages`)).status).toBe(404);
  expect((await fetch(`${url}/queues${messages}?from=x`)).status).toBe(400);
  const foreign = await ask(`${url}/queues${messages}/head`, { method: "DELETE", headers: { host: "evil.example" } });
  expect(foreign.status).toBe(421);
});
