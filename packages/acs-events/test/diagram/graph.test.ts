import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { type Graph, graphOf, legibleBy } from "../../src/diagram/graph.ts";
import type { DrawnSubscription } from "../../src/diagram/listener.ts";
import { company, drawn } from "./drawn.ts";

/** The lines of a graph in words: "SMSReceived → care-texts". */
function lines({ services, listeners, endpoints, lines: drawnLines }: Graph): readonly string[] {
  const boxes = [...services, ...listeners].flatMap((group) => group.boxes).concat(endpoints);
  const names = (id: string) => boxes.find((box) => box.id === id)?.names.join("+") ?? id;
  return drawnLines.map(
    ({ from, to, label, waits }) =>
      `${names(from)} ${waits ? "⇢" : "→"} ${names(to)}${label === undefined ? "" : ` (${label})`}`,
  );
}

describe("by subscription", () => {
  const graph = graphOf(company, { by: "subscription" });

  test("event types by service, subscriptions by team with its owner, endpoints", () => {
    expect(graph.services.map(({ title, boxes }) => [title, boxes.map(({ names }) => names)])).toEqual([
      [["Every service"], [["every event type"]]],
      [["SMS"], [["SMSReceived"], ["SMSDeliveryReportReceived"]]],
      [["Calling"], [["CallEnded", "CallStarted"]]],
      [["Call Automation"], [["IncomingCall"]]],
    ]);
    expect(graph.listeners.map(({ title, boxes }) => [title, boxes.map(({ names }) => names)])).toEqual([
      [
        ["care", "care@contoso.example"],
        [["care-calls"], ["care-texts"]],
      ],
      [["shop", "shop@contoso.example"], [["shop-texts"]]],
      [[], [["audit"]]],
    ]);
    expect(graph.endpoints.map(({ names, notes, state }) => [...names, ...notes, state])).toEqual([
      ["care-hub", "event hub", "live"],
      ["care-hook", "webhook", "no address yet", "waits"],
      ["shop-queue", "storage queue", "live"],
      ["audit-topic", "Service Bus topic", "live"],
    ]);
  });

  test("a subscription says what its filter asks, its last day, and that it waits", () => {
    const boxes = graph.listeners.flatMap((group) => group.boxes);
    expect(boxes.map(({ names, notes, state }) => [...names, ...notes, state])).toEqual([
      ["care-calls", "2 conditions", "until 2027-01-31", "live"],
      ["care-texts", "pending", "waits"],
      ["shop-texts", "/phonenumber/1555…", "live"],
      ["audit", "live"],
    ]);
  });

  test("event types that the same subscriptions hear share a box", () => {
    expect(lines(graph)).toEqual([
      "every event type → audit",
      "SMSReceived ⇢ care-texts",
      "SMSReceived → shop-texts",
      "SMSDeliveryReportReceived → shop-texts",
      "CallEnded+CallStarted → care-calls",
      "IncomingCall → care-calls",
      "care-calls → care-hub",
      "care-texts ⇢ care-hook",
      "shop-texts → shop-queue",
      "audit → audit-topic",
    ]);
  });
});

describe("by team", () => {
  test("one box a team, with its owner and how many it has; the line says what is asked of an event type", () => {
    const graph = graphOf(company, { by: "team" });
    expect(graph.listeners).toHaveLength(1);
    expect(graph.listeners[0]?.title).toEqual([]);
    expect(graph.listeners[0]?.boxes.map(({ names, notes }) => [...names, ...notes])).toEqual([
      ["care", "care@contoso.example", "2 subscriptions, 1 waiting"],
      ["shop", "shop@contoso.example", "1 subscription"],
      ["No team", "1 subscription"],
    ]);
    expect(lines(graph)).toContain("SMSReceived → shop (/phonenumber/1555…)");
    expect(lines(graph)).toContain("SMSReceived ⇢ care");
    expect(lines(graph)).toContain("care ⇢ care-hook");
  });

  test("a team that hears all events of a type by one subscription hears all; else it says by how many filters", () => {
    const label = (...begins: readonly string[]) =>
      graphOf(drawn(...begins.map((one, index) => ({ name: `s${index}`, team: "a", begins: one }))), { by: "team" })
        .lines[0]?.label;
    expect(label("/phonenumber/1", "")).toBeUndefined();
    expect(label("/phonenumber/1", "/phonenumber/2")).toBe("2 filters");
    expect(label("/phonenumber/1", "/phonenumber/1")).toBe("/phonenumber/1…");
  });

  test("forty teams and five hundred subscriptions: a box a service and few lines", () => {
    const many = drawn(
      ...Array.from({ length: 500 }, (_, index) => ({
        name: `s${index}`,
        team: `team-${index % 40}`,
        types: [eventTypeNames[(index * 7) % 54] ?? "", eventTypeNames[(index * 11) % 54] ?? ""],
        endpoint: `queue-${index % 40}`,
      })),
    );
    const { services, listeners, lines: drawnLines } = graphOf(many, { by: "team" });
    expect(services.flatMap(({ boxes }) => boxes)).toHaveLength(8);
    expect(services[0]?.boxes[0]?.names).toEqual(["2 event types"]);
    expect(listeners.flatMap(({ boxes }) => boxes)).toHaveLength(40);
    expect(drawnLines.length).toBeLessThan(40 * 9);
  });
});

test("one team's part, with what nobody of any team hears", () => {
  const shop = company.filter(({ record }) => record.name !== "audit");
  const graph = graphOf(shop, { by: "subscription", team: "shop", unheard: true });
  expect(graph.listeners.map(({ title }) => title[0])).toEqual(["shop"]);
  const unheard = graph.services.flatMap(({ boxes }) => boxes).filter(({ state }) => state === "unheard");
  expect(unheard.flatMap(({ names }) => names)).toHaveLength(eventTypeNames.length - 5);
  expect(unheard.flatMap(({ names }) => names)).not.toContain("CallStarted");
  expect(unheard.every(({ notes }) => notes.join() === "heard by nobody")).toBe(true);
});

test("where one subscription hears everything, nothing is unheard", () => {
  const { services } = graphOf(company, { by: "subscription", unheard: true });
  expect(services.flatMap(({ boxes }) => boxes).filter(({ state }) => state === "unheard")).toEqual([]);
});

test("names that are no event types stand apart", () => {
  const graph = graphOf(drawn({ name: "s", types: ["Contoso.Thing", "SMSReceived"] }), { by: "subscription" });
  expect(graph.services.map(({ title }) => title[0])).toEqual(["SMS", "No event types of today"]);
});

test("a picture by subscription as long as a person can read it", () => {
  expect([0, 60, 61, 500].map(legibleBy)).toEqual(["subscription", "subscription", "team", "team"]);
});

test("law: however types share boxes, the graph says of each subscription exactly what it hears and where it goes", () => {
  const one = fc.record({
    types: fc.uniqueArray(fc.constantFrom("SMSReceived", "CallEnded", "CallStarted", "IncomingCall"), { minLength: 1 }),
    endpoint: fc.constantFrom("a", "b", "c"),
    waits: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (given) => {
      const all: readonly DrawnSubscription[] = drawn(...given.map((each, index) => ({ name: `s${index}`, ...each })));
      const graph = graphOf(all, { by: "subscription" });
      const types = graph.services.flatMap(({ boxes }) => boxes);
      given.forEach((each, index) => {
        const box = graph.listeners.flatMap(({ boxes }) => boxes).find(({ names }) => names[0] === `s${index}`);
        const into = graph.lines.filter(({ to }) => to === box?.id);
        const heard = into.flatMap(({ from }) => types.find(({ id }) => id === from)?.names ?? []);
        expect(heard.toSorted()).toEqual(each.types.toSorted());
        expect(into.every(({ waits }) => waits === each.waits)).toBe(true);
        const out = graph.lines.filter(({ from }) => from === box?.id);
        expect(out.map(({ to }) => graph.endpoints.find(({ id }) => id === to)?.names)).toEqual([[each.endpoint]]);
      });
    }),
    { numRuns: 60 },
  );
});
