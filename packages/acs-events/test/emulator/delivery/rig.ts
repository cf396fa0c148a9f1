import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { EventGridEvent } from "../../../src/catalog/event.ts";
import { type VirtualClock, virtualClock } from "../../../src/emulator/delivery/clock.ts";
import type { DisorderOptions } from "../../../src/emulator/delivery/disorder.ts";
import { createEventGrid, type EventGrid } from "../../../src/emulator/delivery/event-grid.ts";
import type { LocalMessaging } from "../../../src/emulator/delivery/local-messaging.ts";
import type { LocalStorage } from "../../../src/emulator/delivery/local-storage.ts";
import { createStore, type ResourceProperties, type Store } from "../../../src/emulator/store.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/events";
export const sourceId = `${group}/providers/Microsoft.Communication/communicationServices/contoso`;
export const topicId = `${group}/providers/Microsoft.EventGrid/systemTopics/contoso-events`;
export const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/undelivered`;
export const containerId = `${accountId}/blobServices/default/containers/letters`;
export const webhookUrl = "https://handlers.contoso.example/api/sms?code=s3cret";
export const start = Date.UTC(2026, 2, 4, 5, 6, 7);

/** A text message to 15551230000, of the form that is published. */
export const textMessage: EventGridEvent = Object.freeze({
  id: "Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e",
  topic: sourceId,
  subject: "/phonenumber/15551230000",
  data: {
    MessageId: "Incoming_20200918002745d29ebbea-3341-4466-9690-0a03af35228e",
    From: "15555555555",
    To: "15551230000",
    Message: "Great to connect with ACS events ",
    ReceivedTimestamp: "2020-09-18T00:27:45.32Z",
  },
  eventType: "Microsoft.Communication.SMSReceived",
  dataVersion: "1.0",
  metadataVersion: "1",
  eventTime: "2020-09-18T00:27:47Z",
});

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type HandlerAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | "never"
  | "hang up";

export interface Handler {
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
}

/**
 * A local handler that writes down what it gets and answers what the test says. `connected` is told of each connection,
 * `unanswered` how to answer 200 to a request that is never answered otherwise.
 */
export async function handler(
  answer: (request: ReceivedRequest) => HandlerAnswer,
  connected: (port: number) => void = () => undefined,
  unanswered: (answer: () => void) => void = () => undefined,
): Promise<Handler> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => {
      body += chunk;
    });
    incoming.on("end", () => {
      const { method = "", url: path = "", headers } = incoming;
      const request = { method, path, headers, body };
      requests.push(request);
      const said = answer(request);
      if (said === "never") return unanswered(() => outgoing.writeHead(200).end());
      if (said === "hang up") incoming.socket.destroy();
      else outgoing.writeHead(said.status, said.headers).end(said.body);
    });
  });
  server.on("connection", ({ remotePort = 0 }) => connected(remotePort));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Answers every notification with these statuses in turn; the last one goes on. */
export function answering(...statuses: readonly number[]): () => HandlerAnswer {
  let count = 0;
  return () => {
    const status = statuses[Math.min(count, statuses.length - 1)] ?? 200;
    count += 1;
    return { status };
  };
}

/** A store with a resource group, a Communication Services resource, its topic and a storage account with a container. */
export function storeWithTopic(store = createStore()): Store {
  const put = (id: string, token: string, outputs: ResourceProperties = {}) =>
    store.put({ id, token: `azure-native:${token}`, inputs: {}, outputs });
  put(group, "resources:ResourceGroup");
  put(sourceId, "communication:CommunicationService");
  put(topicId, "eventgrid:SystemTopic", {
    name: "contoso-events",
    source: sourceId,
    topicType: "Microsoft.Communication.CommunicationServices",
    location: "global",
    provisioningState: "Succeeded",
  });
  put(accountId, "storage:StorageAccount");
  put(containerId, "storage:BlobContainer");
  return store;
}

/** Puts an event subscription into the store: every event, to the webhook, unless `inputs` say otherwise. */
export function subscribe(
  store: Store,
  name: string,
  inputs: ResourceProperties = {},
  provisioningState = "Succeeded",
): string {
  const id = `${topicId}/eventSubscriptions/${name}`;
  store.put({
    id,
    token: "azure-native:eventgrid:SystemTopicEventSubscription",
    inputs: {
      destination: { endpointType: "WebHook", endpointUrl: webhookUrl },
      filter: { includedEventTypes: ["All"] },
      ...inputs,
    },
    outputs: { provisioningState },
  });
  return id;
}

export const keptDeadLetters: ResourceProperties = {
  deadLetterDestination: { endpointType: "StorageBlob", resourceId: accountId, blobContainerName: "letters" },
};

/** `random` of tests: 0, so that nothing is added to a wait. */
export const noJitter = (): number => 0;

/** Random numbers that are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Rig {
  readonly grid: EventGrid;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly folder: string;
  readonly lines: readonly string[];
}

/** An Event Grid over a store with a topic, on a clock that the test turns. */
export function rig(
  options: {
    readonly handler?: Handler;
    readonly redirects?: Readonly<Record<string, string>>;
    readonly random?: () => number;
    readonly patience?: number;
    readonly clock?: VirtualClock;
    readonly disorder?: DisorderOptions | undefined;
    readonly storage?: LocalStorage;
    readonly messaging?: LocalMessaging;
    readonly pause?: (milliseconds: number) => Promise<void>;
  } = {},
): Rig {
  const folder = mkdtempSync(join(tmpdir(), "local-azure-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = storeWithTopic();
  const patience = options.patience === undefined ? {} : { patience: options.patience };
  const clock = options.clock ?? virtualClock({ start, ...patience });
  const lines: string[] = [];
  const own = options.handler === undefined ? {} : { "https://handlers.contoso.example": options.handler.origin };
  const grid = createEventGrid({
    store,
    clock,
    folder,
    redirects: { ...own, ...options.redirects },
    random: options.random ?? seeded(1),
    log: (line) => lines.push(line),
    pause: options.pause,
    disorder: options.disorder,
    storage: options.storage,
    messaging: options.messaging,
  });
  onTestFinished(() => grid.close());
  return { grid, clock, store, folder, lines };
}
