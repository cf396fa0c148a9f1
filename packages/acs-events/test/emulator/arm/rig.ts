import { createApp } from "../../../src/emulator/arm/app.ts";
import { createWorld, type World, type WorldOptions } from "../../../src/emulator/resources/azure.ts";
import type { TopicType } from "../../../src/emulator/resources/topic-type.ts";
import { createStore } from "../../../src/emulator/store.ts";
import { now } from "../local-world.ts";

export const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
export const group = `${subscription}/resourceGroups/Contoso`;
export const source = `${group}/providers/Microsoft.Communication/communicationServices/contoso-acs`;
export const topic = `${group}/providers/Microsoft.EventGrid/systemTopics/contoso-topic`;
export const account = `${group}/providers/Microsoft.Storage/storageAccounts/contosostore`;
export const apiVersion = "2025-02-15";

export interface ArmAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

/** A topic type of another source, with fewer default types than types. */
export const vaults: TopicType = {
  name: "Contoso.Vaults",
  properties: { provider: "Contoso" },
  eventTypes: [
    { name: "Contoso.Opened", isInDefaultSet: true },
    { name: "Contoso.Looked", isInDefaultSet: false },
    { name: "Contoso.Closed", isInDefaultSet: true },
  ],
};

/** ARM without sockets, over an empty local Azure at a fixed time. */
export function arm(options: Partial<WorldOptions> = {}) {
  const { world } = createWorld({ store: createStore(), now: () => new Date(now), topicTypes: [vaults], ...options });
  return { world, ...callsOf(world) };
}

export function callsOf(world: World) {
  const app = createApp(world, () => "http://127.0.0.1:1");
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ArmAnswer> => {
    const versioned = path.includes("api-version=")
      ? path
      : `${path}${path.includes("?") ? "&" : "?"}api-version=${apiVersion}`;
    const response = await app.request(`http://127.0.0.1:1${versioned}`, {
      method,
      headers: { host: "127.0.0.1:1", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  /** Follows the operation of an answer to its end, and answers what it says then. */
  const finish = async ({ headers }: ArmAnswer): Promise<ArmAnswer> => {
    const url = headers.get("azure-asyncoperation") ?? "";
    for (;;) {
      const answer = await call("GET", url.replace("http://127.0.0.1:1", ""));
      if ((answer.body as { readonly status?: string }).status !== "InProgress") return answer;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const put = async (path: string, body: unknown): Promise<ArmAnswer> => {
    const answer = await call("PUT", path, body);
    if (answer.status >= 400) throw new Error(`PUT ${path}: ${JSON.stringify(answer.body)}`);
    if (answer.headers.has("azure-asyncoperation")) await finish(answer);
    return answer;
  };
  return { call, finish, put };
}

/** A resource group with a Communication Services resource and its system topic in it. */
export async function contoso(options: Partial<WorldOptions> = {}) {
  const local = arm(options);
  await local.put(group, { location: "westeurope" });
  await local.put(source, { location: "global", properties: { dataLocation: "Europe" } });
  await local.put(topic, {
    location: "global",
    properties: { source, topicType: "Microsoft.Communication.CommunicationServices" },
  });
  return local;
}

export const webhook = {
  endpointType: "WebHook",
  properties: { endpointUrl: "https://handlers.contoso.example:443/api/sms?code=s3cret" },
};
export const sms = ["Microsoft.Communication.SMSReceived"];
