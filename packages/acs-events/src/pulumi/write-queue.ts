import * as pulumi from "@pulumi/pulumi";
import pLimit, { type LimitFunction } from "p-limit";
import { settled } from "./settled.ts";
import type { TopicReference } from "./topic.ts";

/** How many a preview asks the engine about at a time; enough to keep it busy, few enough to keep memory flat. */
const previewed = pLimit(8);

/** One queue for each topic of the program, whoever writes to it. */
const queues = new Map<string, LimitFunction>();

/**
 * What the registrations of a topic's subscriptions wait in. Azure answers two writes to one topic at a time with a
 * conflict, so each waits for the one before. Not by `dependsOn`: a chain would slow every preview down, and one failed
 * handshake would hold up every team behind it.
 */
export async function queueOf({ resourceGroupName, name }: TopicReference): Promise<LimitFunction> {
  if (pulumi.runtime.isDryRun()) return previewed;
  const topic = await settled(pulumi.interpolate`${resourceGroupName}/${name}`);
  // Azure compares names without case. Topics that are not known share a queue: nothing is written to them.
  const key = topic.state === "known" ? topic.value.toLowerCase() : "";
  const queue = queues.get(key) ?? pLimit(1);
  queues.set(key, queue);
  return queue;
}
