import { join } from "node:path";
import type { EventGridEvent } from "../catalog/event.ts";
import { formerEventTypes, isFormerEventType } from "../catalog/former-event-types.ts";
import type { DeclaredSubscriptions } from "../emulator/dashboard/declared-at.ts";
import type { Dashboard } from "../emulator/dashboard/start.ts";
import { virtualClock } from "../emulator/delivery/clock.ts";
import type { DeliveryRecord } from "../emulator/delivery/delivery-record.ts";
import type { DisorderOptions } from "../emulator/delivery/disorder.ts";
import { schemaOf } from "../emulator/delivery/envelope.ts";
import { createEventGrid, type EventGrid } from "../emulator/delivery/event-grid.ts";
import { memoryJournal } from "../emulator/delivery/memory-journal.ts";
import { seededRandom } from "../emulator/delivery/seeded-random.ts";
import { startStandIn } from "../emulator/delivery/stand-in.ts";
import { createCommunicationServices } from "../emulator/event-source/index.ts";
import type { ExistingResource } from "../emulator/resources/existing.ts";
import { startEmulator } from "../emulator/start.ts";
import { azuriteProblem } from "../emulator/storage/azurite.ts";
import { type AzuriteStorage, createAzuriteStorage } from "../emulator/storage/azurite-storage.ts";
import { createStore, type Store } from "../emulator/store.ts";
import { readFilter } from "../filters/azure-json/index.ts";
import { startHttpServer } from "../handlers/http-server.ts";
import type { HandlersModule } from "../project/definition.ts";
import type { StackConfig } from "../stack/schema.ts";
import { UserError } from "../text/user-error.ts";
import type { RehearsedEvent } from "./events.ts";
import { bundleProblem, startHandlersBundle } from "./handlers-bundle.ts";
import { missesOf } from "./misses.ts";
import { publishFunctions } from "./published-functions.ts";
import type { EmittedEvent, RehearsedDelivery } from "./result.ts";
import type { Scratch } from "./scratch.ts";
import { checkHandlerNames, type LocalHandlers, routeWebhooks, type WebhookRoutes } from "./webhook-routes.ts";

/** The local Azure of one rehearsal, with the handlers of the project behind its webhooks. */
export interface RehearsalAzure {
  readonly providerPort: number;
  readonly store: Store;
  readonly grid: EventGrid;
  /** `http://127.0.0.1:PORT`, where the handlers listen. */
  readonly handlersUrl: string;
  /** Lets Communication Services publish, and waits until every event has arrived or is given up. */
  emit(events: readonly RehearsedEvent[]): Promise<readonly EmittedEvent[]>;
  /** Lets it publish one event and answers it as it was published. `passWaits`: waits for it alike, else for the first attempts alone. */
  send(event: EventGridEvent, passWaits?: boolean): Promise<EventGridEvent>;
  /** Brings the package into the apps that are deployed. True where there is something more to deploy now. */
  publish(): boolean;
  /** Serves a page that shows what is here, on this machine alone, until `close`. `declared`: where subscriptions are declared. */
  openDashboard(stack: string, declared?: DeclaredSubscriptions): Promise<Dashboard>;
  /** What the handlers did so far, a line each. */
  effects(): readonly string[];
  /** The storage accounts, where they are in Azurite. */
  readonly storage: AzuriteStorage | undefined;
  /** Endpoints that no handler on this machine answers for: a stand-in accepts their events. */
  readonly standIns: WebhookRoutes["standIns"];
  /** What no real Azure would say: what it took without knowing it, for example. */
  notices(): readonly string[];
  close(): Promise<void>;
}

/** How a local Azure differs from one that nobody has said anything about. */
export interface LocalAzureSettings {
  /** Local handlers by the name of their endpoint; they come before those of the project. */
  readonly handlers?: LocalHandlers;
  readonly disorder?: DisorderOptions;
  /** Makes jitter, ids and disorder the same every time. */
  readonly seed?: number;
  /** Storage queues and dead letters in Azurite, which has to be installed; if omitted, they are files. */
  readonly azurite?: boolean;
  /** The project whose package, as `publish` makes it, runs in the place of its local handlers. */
  readonly bundleOf?: string;
  /** How many events are kept once their deliveries have ended; if omitted, all of them. */
  readonly keepEvents?: number;
}

/**
 * Starts it on 127.0.0.1. Its clock is turned by hand: what would be retried for a day is known in a moment. `config`
 * says which webhooks there are and what exists already; undefined where it cannot be read, which the program reports.
 * `handlers` are those of the project, where it has any.
 */
export async function startLocalAzure(
  scratch: Scratch,
  config: StackConfig | undefined,
  handlers: HandlersModule | undefined,
  settings: LocalAzureSettings = {},
): Promise<RehearsalAzure> {
  checkHandlerNames(config, settings.handlers ?? {});
  const isBundle = settings.bundleOf !== undefined;
  const missing = isBundle ? bundleProblem(settings) : settings.azurite === true ? azuriteProblem() : undefined;
  if (missing !== undefined) throw new UserError(missing);
  const effects: string[] = [];
  const surroundings = { folder: scratch.outbox, tell: (line: string) => void effects.push(line) };
  const bundle =
    settings.bundleOf === undefined
      ? undefined
      : await startHandlersBundle({
          root: settings.bundleOf,
          folder: join(scratch.azure, "app"),
          secrets: config?.secrets ?? {},
          tell: surroundings.tell,
        });
  const routes = bundle === undefined ? (handlers?.localReceivers(surroundings) ?? {}) : {};
  const [served, standIn] = await Promise.all([startHttpServer({ receivers: routes }), startStandIn()]);
  const { redirects, standIns } = routeWebhooks(config, {
    named: settings.handlers ?? {},
    project: bundle ?? { url: served.url, paths: Object.keys(routes) },
    standIn: standIn.url,
  });
  const store = createStore();
  const storage =
    settings.azurite === true ? createAzuriteStorage({ folder: join(scratch.azure, "azurite"), store }) : undefined;
  const clock = virtualClock({ start: Date.now() });
  const grid = createEventGrid({
    store,
    redirects,
    folder: scratch.azure,
    storage,
    clock,
    journal: memoryJournal(settings.keepEvents ?? Number.POSITIVE_INFINITY),
    disorder: settings.disorder,
    ...(settings.seed === undefined ? {} : { random: seededRandom(settings.seed) }),
    // A handler of this process that does not answer now will not in five seconds either.
    pause: () => Promise.resolve(),
  });
  const emulator = await startEmulator({ store, validator: grid.validator, existing: existingOf(config) });
  const source = createCommunicationServices({ store, grid, now: clock.now });
  let dashboard: Dashboard | undefined;
  const send = async (event: EventGridEvent, passWaits = true): Promise<EventGridEvent> => {
    // Somebody sends it by hand, and now.
    await clock.advance(Math.max(0, Date.now() - clock.now()));
    const published = source.emit(event);
    await grid.settled();
    if (passWaits) await clock.advanceToEnd();
    await bundle?.takeFrom(grid);
    return published;
  };
  return {
    providerPort: emulator.providerPort,
    store,
    grid,
    handlersUrl: bundle?.url ?? served.url,
    async emit(events) {
      const emitted = events.map(({ event, from }) => ({ event: source.emit(event), from }));
      await grid.settled();
      await clock.advanceToEnd();
      await bundle?.takeFrom(grid);
      const records = Map.groupBy(grid.log(), ({ event }) => event.id);
      return emitted.map(({ event, from }) => ({
        event,
        from,
        ...fateOf(event, records.get(event.id) ?? [], passedOver(grid, event.id), store),
      }));
    },
    send,
    publish() {
      if (bundle === undefined) return false;
      const published = publishFunctions(bundle.eventGrid, bundle.url, emulator);
      grid.redirect({ ...redirects, ...published.redirects });
      return published.changed;
    },
    async openDashboard(stack, declared) {
      const { startDashboard } = await import("../emulator/dashboard/start.ts");
      dashboard ??= await startDashboard({ store, grid, source, send, now: clock.now, clock, stack, declared });
      return dashboard;
    },
    effects: () => [...effects],
    standIns,
    storage,
    notices: () => [...new Set(store.notices().map(({ message }) => message))],
    async close() {
      grid.close();
      await Promise.all([emulator.close(), served.close(), standIn.close(), storage?.close(), dashboard?.close()]);
      await bundle?.close();
    },
  };
}

function fateOf(
  event: EmittedEvent["event"],
  records: readonly DeliveryRecord[],
  passedOver: ReadonlyMap<string, string>,
  store: Store,
): Pick<EmittedEvent, "deliveries" | "misses" | "replacedBy"> {
  const subscriptions = store.systemTopics().flatMap(({ id }) => store.eventSubscriptions(id));
  const type = event.eventType;
  return {
    deliveries: records.map((record) => outcomeOf(record)),
    misses: missesOf(
      event,
      passedOver,
      subscriptions
        .filter(({ name }) => !records.some(({ subscription }) => subscription === name))
        .map((one) => ({ name: one.name, filter: readFilter(one.filter).filter, schema: schemaOf(one) })),
    ),
    ...(isFormerEventType(type) ? { replacedBy: formerEventTypes[type].replacedBy } : {}),
  };
}

/** Subscriptions whose filter matches the event and that do not get it all the same, with why: they have expired, say. */
function passedOver(grid: EventGrid, id: string): ReadonlyMap<string, string> {
  return new Map(
    grid
      .published()
      .flatMap((result) =>
        result.kind === "published" && result.event.id === id
          ? result.passedOver.map(({ subscription, reason }) => [subscription, reason] as const)
          : [],
      ),
  );
}

function outcomeOf({ subscription, outcome, attempts, reason }: DeliveryRecord): RehearsedDelivery {
  const detail = reason ?? attempts.at(-1)?.detail;
  return { subscription, outcome, ...(outcome === "delivered" || detail === undefined ? {} : { detail }) };
}

/** What the stack refers to and does not make. */
export function existingOf(config: StackConfig | undefined): readonly ExistingResource[] {
  const communication = config?.communication;
  if (communication === undefined || !("existing" in communication)) return [];
  const source = { id: communication.existing };
  return communication.systemTopic === undefined
    ? [source]
    : [source, { id: communication.systemTopic, properties: { source: communication.existing } }];
}
