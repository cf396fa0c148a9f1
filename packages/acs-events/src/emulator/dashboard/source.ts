import type { EventGridEvent } from "../../catalog/event.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { EventsSource } from "./published-events.ts";
import type { StateSource } from "./state.ts";
import type { TryingSource } from "./try-event.ts";

/** The local Azure as the dashboard needs it. */
export interface DashboardSource extends TryingSource, StateSource, EventsSource {
  readonly grid: TryingSource["grid"] &
    StateSource["grid"] &
    EventsSource["grid"] &
    Pick<EventGrid, "queues" | "takeMessage" | "deliverAgain" | "settled">;
  /**
   * Lets Communication Services publish an event, waits until it has arrived or is given up, and answers it as published.
   * `passWaits`: whether a clock that can be turned passes over the waits between attempts.
   */
  readonly send: (event: EventGridEvent, passWaits: boolean) => Promise<EventGridEvent>;
}
