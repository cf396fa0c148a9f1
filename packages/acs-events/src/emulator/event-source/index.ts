import type { EventGridEvent } from "../../catalog/event.ts";
import type { PublishResult } from "../delivery/delivery-record.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import { tokens } from "../resources/tokens.ts";
import type { Store } from "../store.ts";
import { fillPlaceholders } from "./placeholders.ts";

export interface CommunicationServicesOptions {
  readonly store: Pick<Store, "ofToken" | "systemTopics">;
  readonly grid: Pick<EventGrid, "publish">;
  /** Milliseconds since 1970; the time of the events. */
  readonly now: () => number;
}

/** The local source of events: what Communication Services would publish, were it here. It sends and calls nothing. */
export interface CommunicationServices {
  /**
   * Publishes an event like `sample`, from the Communication Services resource that is deployed: with that resource's id,
   * an id of its own, and the time of now. Old event types are published as they were. Answers what was published; throws
   * when no Communication Services resource is deployed, and when Event Grid refuses the event.
   */
  emit(sample: EventGridEvent): EventGridEvent;
  /**
   * Publishes an event as it is written, with its own id and time, from the Communication Services resource that is
   * deployed; an event of another source that has a topic here keeps its own. Throws when no such resource is deployed.
   */
  publish(event: EventGridEvent): PublishResult;
  /** What `emit` would publish, without publishing it. Throws when no Communication Services resource is deployed. */
  preview(sample: EventGridEvent): EventGridEvent;
}

export function createCommunicationServices({ store, grid, now }: CommunicationServicesOptions): CommunicationServices {
  let count = 0;
  const preview = (sample: EventGridEvent): EventGridEvent => {
    const [source] = store.ofToken(tokens.communicationService);
    if (source === undefined) throw new Error("no Communication Services resource is deployed that could emit events");
    return {
      ...fillPlaceholders(sample),
      id: `${sample.id}-${count + 1}`,
      topic: source.id,
      eventTime: new Date(now()).toISOString(),
    };
  };
  return Object.freeze({
    preview,
    publish(event: EventGridEvent): PublishResult {
      const [source] = store.ofToken("azure-native:communication:CommunicationService");
      const own = event.topic?.toLowerCase();
      const isHere = store.systemTopics().some(({ source: id }) => id.toLowerCase() === own);
      if (!isHere && source === undefined) {
        throw new Error("no Communication Services resource is deployed that could emit events");
      }
      const topic = isHere ? event.topic : source?.id;
      return grid.publish({ ...fillPlaceholders(event), ...(topic === undefined ? {} : { topic }) });
    },
    emit(sample: EventGridEvent): EventGridEvent {
      const event = preview(sample);
      count += 1;
      const result = grid.publish(event);
      if (result.kind === "refused") throw new Error(`Event Grid refuses the event "${sample.id}": ${result.reason}`);
      return event;
    },
  });
}
