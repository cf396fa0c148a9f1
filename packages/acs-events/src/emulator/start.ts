import { type Publisher, publishPath } from "./arm/publish.ts";
import { serveProvider } from "./provider/serve.ts";
import { type Behaviour, createWorld, localSettings, type ProviderSettings, type World } from "./resources/azure.ts";
import { azureSubscriptionOf, azureTypeOf, nameOf } from "./resources/azure-id.ts";
import { adoptExisting, type ExistingResource } from "./resources/existing.ts";
import type { TopicType } from "./resources/topic-type.ts";
import type { Sender } from "./sending.ts";
import { createStore, type Store } from "./store.ts";
import type { SubscriptionValidator } from "./subscription-validator.ts";

export interface EmulatorOptions {
  /** What is there already; empty if omitted. */
  readonly store?: Store;
  /** Asks endpoints whether they want events; without one, every webhook is taken to want them. */
  readonly validator?: SubscriptionValidator;
  /** The provider's port; another one where it is taken, and any free one for 0, the default. */
  readonly port?: number;
  /** The Azure subscription and tenant of a program that names none; if omitted, the subscription of what exists. */
  readonly settings?: ProviderSettings;
  /** Resources that the stack refers to and does not make. */
  readonly existing?: readonly ExistingResource[];
  readonly now?: () => Date;
  /** Serves ARM over HTTP beside the provider; if omitted, there is none. */
  readonly arm?: ArmOptions;
  /** Topic types that system topics can have beside the one of Communication Services. */
  readonly topicTypes?: readonly TopicType[];
  /** Which difficulties of Azure it imitates; if omitted, none. */
  readonly behaviour?: Behaviour;
  /** Called with a line for every change. */
  readonly log?: (line: string) => void;
}

export interface ArmOptions {
  /** Another one where it is taken, and any free one for 0, the default. */
  readonly port?: number;
  /** Answers https, with a certificate made on the spot; if omitted, plain HTTP. */
  readonly https?: boolean;
  /** Takes the events that are published to custom topics; without one, publishers are told that nothing delivers. */
  readonly publisher?: Publisher;
  /** Sends events of Communication Services for `acs-events send`. */
  readonly sender?: Pick<Sender, "send">;
}

export interface Emulator {
  /** For `PULUMI_DEBUG_PROVIDERS=azure-native:PORT`. */
  readonly providerPort: number;
  readonly store: Store;
  /** Where ARM answers, where it was asked for: `http://127.0.0.1:PORT`. */
  readonly armUrl?: string;
  /** The certificate of an https address, PEM: for `NODE_EXTRA_CA_CERTS` and the like. */
  readonly certificate?: string;
  /** Puts a resource there that a program refers to and does not make. Throws for a type that is not known. */
  adopt(resource: ExistingResource): void;
  close(): Promise<void>;
}

/** Starts the local Azure on 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const store = options.store ?? createStore();
  const { existing = [], settings = settingsFor(existing) } = options;
  const address: Address = { url: "" };
  const topicEndpoint = (id: string): string => `${address.url}${publishPath(nameOf(id))}`;
  const azure = createWorld({
    ...options,
    settings,
    store,
    ...(options.arm === undefined ? {} : { topicEndpoint }),
  });
  const arm = options.arm === undefined ? undefined : await startArm(options.arm, azure.world, address);
  const server = await serveProvider(azure, options.port ?? 0);
  for (const resource of existing) adoptExisting(resource, azure.world);
  const { log } = options;
  const silence =
    log === undefined
      ? () => undefined
      : store.onChange(({ kind, resource }) => log(`${kind === "put" ? "kept" : "removed"} ${resource.id}`));
  return Object.freeze({
    providerPort: server.port,
    store,
    ...(arm === undefined ? {} : { armUrl: arm.url }),
    ...(arm?.certificate === undefined ? {} : { certificate: arm.certificate }),
    adopt(resource: ExistingResource) {
      // Only while it runs `dev` learns of a topic that exists; a program without a login is then deployed beside it.
      if (isSource(resource)) azure.configure({ ...azure.world.settings, ...subscriptionOf([resource]) });
      adoptExisting(resource, azure.world);
    },
    async close() {
      silence();
      await Promise.all([server.close(), arm?.close()]);
    },
  });
}

/** Loaded where it is asked for: a rehearsal has no use for it. */
async function startArm({ port = 0, https = false, publisher, sender }: ArmOptions, world: World, address: Address) {
  const [{ createApp }, { serveArm }] = await Promise.all([import("./arm/app.ts"), import("./arm/start.ts")]);
  const tls = https ? (await import("./arm/certificate.ts")).makeCertificate() : undefined;
  const server = await serveArm(
    createApp(world, () => address.url, publisher, sender),
    { port, tls },
  );
  address.url = server.url;
  return { ...server, certificate: tls?.cert };
}

/** Where ARM answers, which is known when it listens. */
interface Address {
  url: string;
}

/** A topic is in the Azure subscription of its source, so what a stack refers to says where it is deployed. */
function settingsFor(existing: readonly ExistingResource[]): ProviderSettings {
  return { ...localSettings, ...subscriptionOf(existing) };
}

function subscriptionOf(existing: readonly ExistingResource[]): Partial<Pick<ProviderSettings, "subscriptionId">> {
  const subscriptionId = existing.map(({ id }) => azureSubscriptionOf(id)).find((id) => id !== undefined);
  return subscriptionId === undefined ? {} : { subscriptionId };
}

/** Whether it is a Communication Services resource or its topic, beside which the event subscriptions are deployed. */
function isSource({ id }: ExistingResource): boolean {
  return /^microsoft\.(?:communication|eventgrid)\//i.test(azureTypeOf(id) ?? "");
}
