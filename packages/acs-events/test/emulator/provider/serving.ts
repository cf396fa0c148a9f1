import { afterEach, beforeEach } from "vitest";
import { type ProviderServer, serveProvider } from "../../../src/emulator/provider/serve.ts";
import { createWorld, type World } from "../../../src/emulator/resources/azure.ts";
import type { EventSubscriptionResource, ValidationOutcome } from "../../../src/emulator/store.ts";
import { contosoWorld, now, topicId } from "../local-world.ts";
import { engine } from "./engine.ts";

export const subscriptionToken = "azure-native:eventgrid:SystemTopicEventSubscription";
export const topicToken = "azure-native:eventgrid:SystemTopic";
export const groupToken = "azure-native:resources:ResourceGroup";
export const subscriptionId = `${topicId}/eventSubscriptions/support-texts`;

/** The provider of a local Azure that is new for each test, and an engine that asks it. */
export interface Serving {
  readonly world: World;
  readonly pulumi: ReturnType<typeof engine>;
  /** What the handshake comes to; it succeeds unless a test says otherwise. */
  outcome: (subscription: EventSubscriptionResource) => ValidationOutcome | Promise<ValidationOutcome>;
}

export function serveContoso(): Serving {
  let server: ProviderServer;
  let world: World;
  let pulumi: ReturnType<typeof engine>;
  const serving: Serving = {
    get world() {
      return world;
    },
    get pulumi() {
      return pulumi;
    },
    outcome: () => ({ ok: true }),
  };
  beforeEach(async () => {
    serving.outcome = () => ({ ok: true });
    const azure = createWorld({
      store: contosoWorld().store,
      validator: { validate: async (subscription) => await serving.outcome(subscription) },
      now: () => new Date(now),
    });
    ({ world } = azure);
    server = await serveProvider(azure, 0);
    pulumi = engine(server.port);
  });
  afterEach(async () => {
    pulumi.close();
    await server.close();
  });
  return serving;
}
