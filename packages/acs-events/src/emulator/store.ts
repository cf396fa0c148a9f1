import { readFile, writeFile } from "node:fs/promises";
import {
  type EventSubscriptionResource,
  eventSubscriptionResource,
  isEventSubscriptionToken,
  topicIdOf,
} from "./event-subscription-resource.ts";
import type { Notice } from "./notice.ts";
import { tokens as azureTokens } from "./resources/tokens.ts";
import type { StoreContent } from "./store-file.ts";
import { idKey, type StoredResource } from "./stored-resource.ts";
import { type SystemTopicResource, systemTopicResource } from "./system-topic-resource.ts";

export type { DeadLetterTarget, EventSubscriptionResource, RetryPolicy } from "./event-subscription-resource.ts";
export type { Notice } from "./notice.ts";
export type { ResourceProperties, StoredResource } from "./stored-resource.ts";
export type { SubscriptionValidator, ValidationOutcome } from "./subscription-validator.ts";
export type { SystemTopicResource } from "./system-topic-resource.ts";

export type StoreChange =
  | { readonly kind: "put"; readonly resource: StoredResource; readonly previous: StoredResource | undefined }
  | { readonly kind: "removed"; readonly resource: StoredResource };

/** The resources that the local Azure holds, in memory. */
export interface Store {
  get(id: string): StoredResource | undefined;
  /** Creates or replaces the resource with this id. */
  put(resource: StoredResource): void;
  /** Removes a resource and everything below it, as Azure does; false when it was not there. */
  remove(id: string): boolean;
  /** In the order in which they were created. */
  all(): readonly StoredResource[];
  ofToken(token: string): readonly StoredResource[];
  systemTopics(): readonly SystemTopicResource[];
  /** The event subscriptions of one topic, or of another scope, in the order in which they were created. */
  eventSubscriptions(topicId: string): readonly EventSubscriptionResource[];
  eventSubscriptionCount(topicId: string): number;
  /** The event subscription with this id. */
  eventSubscription(id: string): EventSubscriptionResource | undefined;
  notices(): readonly Notice[];
  /** Kept once for each notice and resource. */
  notice(notice: Notice): void;
  /** Calls `listener` after every change; the answer ends it. A listener must not throw. */
  onChange(listener: (change: StoreChange) => void): () => void;
  /** Writes everything to a file that only its owner may read: inputs hold the secrets of endpoints. */
  save(file: string): Promise<void>;
  /** Replaces everything by what `save` wrote; listeners are not told. Throws when the file is missing or of another form. */
  load(file: string): Promise<void>;
}

/** Writes down what a store holds, before anybody is told of it; throws where it cannot. */
export interface StoreKeeper {
  put(resource: StoredResource): void;
  removed(resources: readonly StoredResource[]): void;
  notice(key: string, notice: Notice): void;
  /** Everything is replaced by this. */
  replaced(resources: readonly StoredResource[], notices: ReadonlyMap<string, Notice>): void;
}

export interface StoreOptions {
  /** What it holds at first; nothing if omitted. */
  readonly initial?: StoreContent;
  /** If omitted, its content is lost when the process ends, unless it is saved. */
  readonly keeper?: StoreKeeper;
}

/** A store of its own. */
export function createStore({ initial, keeper }: StoreOptions = {}): Store {
  const resources = new Map<string, StoredResource>();
  const tokens = new Map<string, Map<string, StoredResource>>();
  const subscriptions = new Map<string, Map<string, EventSubscriptionResource>>();
  const notices = new Map<string, Notice>();
  const listeners = new Set<(change: StoreChange) => void>();

  const index = (key: string, resource: StoredResource) => {
    resources.set(key, resource);
    within(tokens, resource.token).set(key, resource);
    if (isEventSubscriptionToken(resource.token)) {
      within(subscriptions, idKey(topicIdOf(resource.id))).set(key, eventSubscriptionResource(resource));
    }
  };
  const drop = (key: string, resource: StoredResource) => {
    resources.delete(key);
    tokens.get(resource.token)?.delete(key);
    subscriptions.get(idKey(topicIdOf(resource.id)))?.delete(key);
  };
  const tell = (change: StoreChange) => {
    for (const listener of listeners) listener(change);
  };

  const fill = (content: StoreContent) => {
    for (const resource of content.resources) index(idKey(resource.id), Object.freeze(resource));
    for (const one of content.notices) notices.set(noticeKey(one), Object.freeze(one));
  };
  if (initial !== undefined) fill(initial);

  return Object.freeze({
    get: (id: string) => resources.get(idKey(id)),
    put(resource: StoredResource) {
      const key = idKey(resource.id);
      const previous = resources.get(key);
      keeper?.put(resource);
      if (previous !== undefined && previous.token !== resource.token) drop(key, previous);
      index(key, Object.freeze(resource));
      tell({ kind: "put", resource, previous });
    },
    remove(id: string) {
      const key = idKey(id);
      const gone = [...resources].filter(([other]) => other.startsWith(`${key}/`)).reverse();
      const itself = resources.get(key);
      if (itself !== undefined) gone.push([key, itself]);
      keeper?.removed(gone.map(([, resource]) => resource));
      for (const [other, resource] of gone) {
        drop(other, resource);
        tell({ kind: "removed", resource });
      }
      return itself !== undefined;
    },
    all: () => [...resources.values()],
    ofToken: (token: string) => [...(tokens.get(token)?.values() ?? [])],
    systemTopics: () => [...(tokens.get(azureTokens.systemTopic)?.values() ?? [])].map(systemTopicResource),
    eventSubscriptions: (topicId: string) => [...(subscriptions.get(idKey(topicId))?.values() ?? [])],
    eventSubscriptionCount: (topicId: string) => subscriptions.get(idKey(topicId))?.size ?? 0,
    eventSubscription: (id: string) => subscriptions.get(idKey(topicIdOf(id)))?.get(idKey(id)),
    notices: () => [...notices.values()],
    notice(notice: Notice) {
      const key = noticeKey(notice);
      if (notices.has(key)) return;
      keeper?.notice(key, notice);
      notices.set(key, Object.freeze(notice));
    },
    onChange(listener: (change: StoreChange) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async save(file: string) {
      const content = { schemaVersion: 1, resources: [...resources.values()], notices: [...notices.values()] };
      await writeFile(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
    },
    async load(file: string) {
      const { parseStoreFile } = await import("./store-file.ts");
      const content = parseStoreFile(await readFile(file, "utf8"), file);
      for (const map of [resources, tokens, subscriptions, notices]) map.clear();
      fill(content);
      keeper?.replaced(content.resources, notices);
    },
  });
}

function noticeKey({ id, resourceId }: Notice): string {
  return `${id} ${idKey(resourceId)}`;
}

function within<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const found = maps.get(key);
  if (found !== undefined) return found;
  const made = new Map<string, T>();
  maps.set(key, made);
  return made;
}
