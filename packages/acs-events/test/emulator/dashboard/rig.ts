import { type IncomingHttpHeaders, request } from "node:http";
import { onTestFinished } from "vitest";
import type { EventGridEvent } from "../../../src/catalog/event.ts";
import { type Dashboard, startDashboard } from "../../../src/emulator/dashboard/start.ts";
import type { EventView, FilterAnswer, StateView, TryAnswer } from "../../../src/emulator/dashboard/views.ts";
import { type CommunicationServices, createCommunicationServices } from "../../../src/emulator/event-source/index.ts";
import { rig as gridRig, type Handler, type Rig } from "../delivery/rig.ts";

export interface DashboardRig extends Rig {
  readonly services: CommunicationServices;
  readonly url: string;
  readonly dashboard: Dashboard;
  state(): Promise<StateView>;
  /** What the page does while somebody types. */
  tryText(text: string): Promise<TryAnswer>;
  tryEvent(event: unknown): Promise<TryAnswer>;
  send(event: unknown, query?: string): Promise<Response>;
  tryFilter(text: string): Promise<FilterAnswer>;
  /** What the page asks for when somebody looks at one event. */
  fate(position: number): Promise<EventView>;
  /** A button of the page. */
  order(path: "clock" | "faults" | "deliver-again", order: unknown): Promise<Response>;
}

/** Where subscriptions are declared, as far as that is known. */
const places: Readonly<Record<string, { readonly file: string; readonly line: number }>> = {
  failed: { file: "infra/teams/support.ts", line: 14 },
};

/**
 * A dashboard on a free port, over a store with a topic. `prepare` puts subscriptions there, and publishes what is to
 * be there before somebody looks.
 */
export async function dashboardRig(
  prepare: (rig: Rig, services: CommunicationServices) => void | Promise<void>,
  handler?: Handler,
): Promise<DashboardRig> {
  const rig = gridRig(handler === undefined ? {} : { handler });
  const { store, grid, clock } = rig;
  const services = createCommunicationServices({ store, grid, now: clock.now });
  await prepare(rig, services);
  const dashboard = await startDashboard({
    store,
    grid,
    source: services,
    now: clock.now,
    clock,
    stack: "dev",
    declared: { root: "/work in/progress", at: (name) => places[name] },
    async send(event: EventGridEvent, passWaits: boolean) {
      const published = services.emit(event);
      await grid.settled();
      if (passWaits) await clock.advanceToEnd();
      return published;
    },
  });
  onTestFinished(() => dashboard.close());
  const { url } = dashboard;
  const post = (path: string, text: string): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: "POST",
      body: text,
      headers: { "content-type": "application/json", origin: url },
    });
  const tryText = async (text: string): Promise<TryAnswer> => (await (await post("try", text)).json()) as TryAnswer;
  return {
    ...rig,
    services,
    url,
    dashboard,
    state: async () => (await (await fetch(`${url}/state`)).json()) as StateView,
    tryText,
    tryEvent: (event) => tryText(JSON.stringify(event)),
    send: (event, query = "") => post(`send${query}`, JSON.stringify(event)),
    tryFilter: async (text) => (await (await post("try-filter", text)).json()) as FilterAnswer,
    fate: async (position) => (await (await fetch(`${url}/events/${position}/fate`)).json()) as EventView,
    order: (path, order) => post(path, JSON.stringify(order)),
  };
}

/** A request with headers that `fetch` does not let anybody set. */
export function ask(
  url: string,
  options: { readonly method?: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string },
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: options.method ?? "GET", headers: options.headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on("error", reject);
    asked.end(options.body);
  });
}
