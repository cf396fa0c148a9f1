import type { Batching } from "./destinations.ts";

/**
 * Puts events that are there at the same time into batches, in their order (Azure docs, delivery-and-retry, output
 * batching): never more than `maxEventsPerBatch`, and up to the preferred size, but an event that is larger than it goes
 * alone. Nothing waits for a batch to fill. `sizeOf`: bytes as delivered.
 */
export function toBatches<T>(events: readonly T[], batching: Batching, sizeOf: (event: T) => number): (readonly T[])[] {
  const limit = batching.preferredBatchSizeInKilobytes * 1024;
  const batches: T[][] = [];
  let current: T[] = [];
  // What brackets and commas add to the events.
  let size = 2;
  for (const event of events) {
    const own = sizeOf(event);
    if (current.length > 0 && (current.length >= batching.maxEventsPerBatch || size + 1 + own > limit)) {
      batches.push(current);
      current = [];
      size = 2;
    }
    size += own + (current.length > 0 ? 1 : 0);
    current.push(event);
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
