import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startAmqpBroker } from "../../amqp-broker.ts";
import { textMessage } from "../../emulator/delivery/rig.ts";
import { acsEventsProgram } from "../../sample-project.ts";

const providers = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers";
const source = `${providers}/Microsoft.Communication/communicationServices/contoso-acs`;
const systemTopic = `${providers}/Microsoft.EventGrid/systemTopics/contoso-topic`;
const bus = `${providers.replace("contoso", "others")}/Microsoft.ServiceBus/namespaces/bus/queues/texts`;

test("dev --service-bus delivers to the emulator that the connection string names", async () => {
  const broker = await startAmqpBroker("texts");
  onTestFinished(broker.close);
  const args = ["dev", "--no-project", "--json", "--service-bus", broker.connectionString];
  const child = spawn(process.execPath, [acsEventsProgram, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const { arm } = JSON.parse(line) as { readonly arm: string };
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${arm}${path}`, { method, headers, body: JSON.stringify(body) });
    expect([path, answer.status, answer.ok ? "" : await answer.text()]).toEqual([path, answer.status, ""]);
  };
  const version = "?api-version=2025-02-15";
  await send("PUT", `${source.replace(/\/providers.*/, "")}?api-version=2024-03-01`, { location: "westeurope" });
  const place = { location: "global", properties: { dataLocation: "Europe" } };
  await send("PUT", `${source}?api-version=2023-04-01`, place);
  const topicType = "Microsoft.Communication.CommunicationServices";
  await send("PUT", `${systemTopic}${version}`, { location: "global", properties: { source, topicType } });
  const destination = { endpointType: "ServiceBusQueue", properties: { resourceId: bus } };
  await send("PUT", `${systemTopic}/eventSubscriptions/texts${version}`, { properties: { destination } });
  await send("POST", "/acs-events/events", { events: [textMessage] });
  while (broker.sent.length === 0) await wait(5);
  expect(broker.sent).toMatchObject([
    {
      address: "texts",
      body: { eventType: textMessage.eventType, subject: textMessage.subject, data: textMessage.data, topic: source },
      properties: { "aeg-subscription-name": "TEXTS" },
    },
  ]);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
});
