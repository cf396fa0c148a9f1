import * as pulumi from "@pulumi/pulumi";
import pLimit, { type LimitFunction } from "p-limit";
import { settled } from "./settled.ts";
import type { TopicReference } from "./topic.ts";

/** How many a preview asks the engine about at a time; enough to keep it busy, few enough to keep memory flat. */
const previewed: WriteQueue = Object.freeze({ limit: pLimit(8), last: undefined });

/** What the registrations of a topic's subscriptions wait in. */
export interface WriteQueue {
  readonly limit: LimitFunction;
  /** The subscription that was registered last; none in a preview. */
  last: pulumi.Resource | undefined;
}

/**
 * One queue for each topic of the program, for all that write to it. By the stack's own resource, which is another one
 * in each run: with the Automation API, a process may deploy more than once, and what an earlier run registered is not
 * to be waited for.
 */
const queues = new WeakMap<object, Map<string, WriteQueue>>();
const withoutStack = {};

/**
 * The queue of a topic. Azure answers two writes to one topic at a time with a conflict, so each registration waits for
 * the one before. Not by `dependsOn`: a chain would slow every preview down, and one failed handshake would hold up
 * every team behind it. An update writes down afterwards which one it waited for (`last`), so that the engine deletes
 * one at a time as well.
 */
export async function queueOf({ resourceGroupName, name }: TopicReference): Promise<WriteQueue> {
  if (pulumi.runtime.isDryRun()) return previewed;
  const topic = await settled(pulumi.interpolate`${resourceGroupName}/${name}`);
  // Azure compares names without case. Topics that are not known share a queue: nothing is written to them.
  const key = topic.state === "known" ? topic.value.toLowerCase() : "";
  const run = pulumi.runtime.getStackResource() ?? withoutStack;
  const ofRun = queues.get(run) ?? new Map<string, WriteQueue>();
  queues.set(run, ofRun);
  const queue = ofRun.get(key) ?? { limit: pLimit(1), last: undefined };
  ofRun.set(key, queue);
  return queue;
}
