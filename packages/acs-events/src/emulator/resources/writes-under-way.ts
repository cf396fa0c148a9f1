import { topicIdOf } from "../event-subscription-resource.ts";
import { idKey, type StoredResource } from "../stored-resource.ts";

/** A write that Azure has accepted and not finished: the state that a reader sees until then. */
export interface WriteUnderWay {
  readonly state: "Creating" | "Updating" | "Deleting";
  /** What will be there; of a deletion, what is there still. */
  readonly resource: StoredResource;
}

export interface WritesUnderWay {
  /** Takes note of a write; the answer ends it. */
  begin(write: WriteUnderWay): () => void;
  /** The write of the resource with this id. */
  of(id: string): WriteUnderWay | undefined;
  /** How many writes of event subscriptions are under way on the topic or scope `id`. */
  onTopic(id: string): number;
}

/** None to begin with. */
export function createWritesUnderWay(): WritesUnderWay {
  const writes = new Map<string, WriteUnderWay>();
  return Object.freeze({
    begin(write: WriteUnderWay) {
      const key = idKey(write.resource.id);
      writes.set(key, write);
      return () => {
        if (writes.get(key) === write) writes.delete(key);
      };
    },
    of: (id: string) => writes.get(idKey(id)),
    onTopic(id: string) {
      const wanted = idKey(id);
      return [...writes.keys()].filter((key) => key.includes("/eventsubscriptions/") && topicIdOf(key) === wanted)
        .length;
    },
  });
}
