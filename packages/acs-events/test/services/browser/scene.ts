import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventGridEvent } from "../../../src/catalog/event.ts";
import { articleEvents } from "../../../src/catalog/samples.ts";
import type { DeploymentProgress } from "../../../src/emulator/dashboard/deployments.ts";
import { startDashboard } from "../../../src/emulator/dashboard/start.ts";
import { type VirtualClock, virtualClock } from "../../../src/emulator/delivery/clock.ts";
import { createEventGrid, type EventGrid } from "../../../src/emulator/delivery/event-grid.ts";
import { type CommunicationServices, createCommunicationServices } from "../../../src/emulator/event-source/index.ts";
import type { ResourceProperties, Store } from "../../../src/emulator/store.ts";
import {
  accountId,
  keptDeadLetters,
  seeded,
  start,
  storeWithTopic,
  subscribe,
  textMessage,
} from "../../emulator/delivery/rig.ts";

export const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

const texts = ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"];
const team = (name: string): ResourceProperties => ({ labels: [`team=${name}`, `owner=${name}@contoso.example`] });
const webhook = (path: string): ResourceProperties => ({
  destination: { endpointType: "WebHook", endpointUrl: `https://handlers.contoso.example${path}?code=s3cret` },
});

/** A local Azure with something to see: events that arrived, that are tried again, and that were given up. */
export interface Scene {
  readonly url: string;
  readonly store: Store;
  readonly grid: EventGrid;
  readonly clock: VirtualClock;
  readonly services: CommunicationServices;
  /** How many requests the handler has got, below a path. */
  readonly received: (path?: string) => number;
  /** Tells the page of a deployment. */
  readonly deployment: () => DeploymentProgress;
  /** Serves the dashboard again where it was, after `stop`. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Sets it up: the handler answers 503 on /busy, 400 with a sentence on /broken, and 202 elsewhere. */
export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), "acs-events-scene-"));
  const received: string[] = [];
  const handler = createServer((incoming, outgoing) => {
    const { url = "" } = incoming;
    received.push(url);
    incoming.resume();
    if (url.startsWith("/busy")) outgoing.writeHead(503).end();
    else if (url.startsWith("/broken")) outgoing.writeHead(400).end("The thread id is missing.");
    else outgoing.writeHead(202).end();
  });
  await new Promise<void>((resolve) => handler.listen(0, "127.0.0.1", resolve));
  const { port } = handler.address() as AddressInfo;
  const store = storeWithTopic();
  const clock = virtualClock({ start });
  const grid = createEventGrid({
    store,
    clock,
    folder,
    random: seeded(1),
    redirects: { "https://handlers.contoso.example": `http://127.0.0.1:${port}` },
  });
  const services = createCommunicationServices({ store, grid, now: clock.now });
  subscribeAll(store);
  for (const event of articleEvents()) services.emit(event);
  services.emit({
    ...textMessage,
    subject: `/phonenumber/${hostile}`,
    data: { ...(textMessage.data as object), message: hostile },
  });
  await grid.settled();
  await clock.advanceToEnd();
  services.emit(textMessage);
  await grid.settled();
  const options = {
    store,
    grid,
    source: services,
    now: clock.now,
    clock,
    stack: "dev",
    declared: { root: "/home/you/events", at: (name: string) => places[name] },
    async send(event: EventGridEvent, passWaits: boolean): Promise<EventGridEvent> {
      const published = services.emit(event);
      await grid.settled();
      if (passWaits) await clock.advanceToEnd();
      return published;
    },
  };
  let dashboard = await startDashboard(options);
  const { url } = dashboard;
  return {
    url,
    store,
    grid,
    clock,
    services,
    received: (path = "/") => received.filter((url) => url.startsWith(path)).length,
    deployment: () => dashboard.deployment,
    stop: () => dashboard.close(),
    async restart() {
      dashboard = await startDashboard({ ...options, port: Number(new URL(url).port) });
    },
    async close() {
      grid.close();
      handler.closeAllConnections();
      await Promise.all([dashboard.close(), new Promise((resolve) => handler.close(resolve))]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const places: Readonly<Record<string, { readonly file: string; readonly line: number }>> = {
  "support-inbound-sms": { file: "infra/teams/support.ts", line: 8 },
  "support-sms-actions": { file: "infra/teams/support.ts", line: 18 },
  "moderation-messages": { file: "infra/teams/moderation.ts", line: 6 },
  "moderation-membership": { file: "infra/teams/moderation.ts", line: 16 },
};

function subscribeAll(store: Store): void {
  const queue = `${accountId}/queueServices/default/queues/support`;
  store.put({ id: queue, token: "azure-native:storage:Queue", inputs: {}, outputs: {} });
  subscribe(store, "support-inbound-sms", {
    ...team("support"),
    filter: { includedEventTypes: texts, subjectBeginsWith: "/phonenumber/1555" },
    destination: { endpointType: "StorageQueue", resourceId: accountId, queueName: "support" },
  });
  subscribe(store, "support-sms-actions", {
    ...team("support"),
    ...webhook("/api/sms"),
    ...keptDeadLetters,
    retryPolicy: { maxDeliveryAttempts: 3, eventTimeToLiveInMinutes: 1440 },
    filter: { includedEventTypes: texts.slice(0, 1) },
  });
  subscribe(store, "support-escalation", {
    ...team("support"),
    ...webhook("/busy"),
    ...keptDeadLetters,
    filter: {
      includedEventTypes: texts.slice(0, 1),
      advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["connect", "help"] }],
    },
    retryPolicy: { maxDeliveryAttempts: 4, eventTimeToLiveInMinutes: 60 },
  });
  subscribe(store, "moderation-messages", {
    ...team("moderation"),
    ...webhook("/broken"),
    filter: { includedEventTypes: ["Microsoft.Communication.ChatMessageReceived"] },
  });
  subscribe(store, "moderation-membership", {
    ...team("moderation"),
    ...webhook("/api/chat"),
    eventDeliverySchema: "CloudEventSchemaV1_0",
    filter: {
      includedEventTypes: [
        "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
        "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
        "Microsoft.Communication.ChatThreadCreatedWithUser",
        "Microsoft.Communication.ChatThreadWithUserDeleted",
      ],
    },
  });
}
