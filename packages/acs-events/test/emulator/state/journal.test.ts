import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DeliveryOutcome, PublishResult } from "../../../src/emulator/delivery/delivery-record.ts";
import { type EventFate, hasEnded, type Journal } from "../../../src/emulator/delivery/journal.ts";
import { memoryJournal } from "../../../src/emulator/delivery/memory-journal.ts";
import { keptJournal } from "../../../src/emulator/state/kept-journal.ts";
import { openStateFile } from "../../../src/emulator/state/state-file.ts";
import { textMessage } from "../delivery/rig.ts";
import { folder } from "./folder.ts";

/** A journal, and how to ask it again after the process has begun anew, where it can do that. */
interface Kind {
  open(keepEvents?: number): { readonly journal: Journal; again(): Journal };
}

const inMemory: Kind = {
  open(keepEvents) {
    const journal = memoryJournal(keepEvents);
    return { journal, again: () => journal };
  },
};
const inAFile: Kind = {
  open(keepEvents) {
    const file = join(folder(), "state.sqlite");
    let opened = openStateFile(file);
    onTestFinished(() => opened.close());
    const journal = keptJournal(opened, keepEvents);
    let current = journal;
    return {
      journal,
      again() {
        current.close();
        opened.close();
        opened = openStateFile(file);
        current = keptJournal(opened, keepEvents);
        return current;
      },
    };
  },
};

const published = (id: string): PublishResult => ({
  kind: "published",
  event: { ...textMessage, id },
  publishedAt: "2026-03-04T05:06:07.000Z",
  topics: ["contoso-events"],
  matched: [],
  passedOver: [],
});
const fate = (subscription: string, outcome: DeliveryOutcome = "pending", attempts = 0): EventFate => ({
  subscription,
  subscriptionId: `/topic/eventSubscriptions/${subscription}`,
  outputEventId: `${subscription}-1`,
  outcome,
  attempts: Array.from({ length: attempts }, (_, count) => ({
    count,
    startedAt: "2026-03-04T05:06:07.000Z",
    durationMs: 0,
    outcome: "Delivered",
    status: 200,
    detail: "the handler answered 200",
    endpoint: "https://handlers.contoso.example/",
    batchSize: 1,
  })),
});

describe.each([
  ["in memory", inMemory],
  ["in a file", inAFile],
] as const)("a journal %s", (_, kind) => {
  test("gives back what it was given, also when it is opened again", () => {
    const { journal, again } = kind.open();
    const refused: PublishResult = { kind: "refused", event: undefined, status: 400, reason: "no" };
    expect(journal.accept([{ result: published("a"), fates: [fate("x"), fate("y")] }])).toEqual([0]);
    expect(
      journal.accept([
        { result: refused, fates: [] },
        { result: published("b"), fates: [fate("X")] },
      ]),
    ).toEqual([2, 2]);
    journal.update(1, fate("y", "delivered", 1));
    const later = again();
    expect(later.published()).toBe(3);
    expect(later.entry(0)).toEqual({
      position: 0,
      result: published("a"),
      fates: [fate("x"), fate("y", "delivered", 1)],
    });
    expect(later.entry(3)).toBeUndefined();
    expect(later.page({ limit: 2 }).map(({ position }) => position)).toEqual([2, 1]);
    expect(later.page({ before: 1, limit: 2 }).map(({ position }) => position)).toEqual([0]);
    expect([...later.entries()].map(({ result }) => result.kind)).toEqual(["published", "refused", "published"]);
    expect(
      later.unfinished().map(({ delivery, event, fate }) => [delivery, event.event.id, fate.subscription]),
    ).toEqual([
      [0, "a", "x"],
      [2, "b", "X"],
    ]);
    // Ids are compared without case.
    expect([...later.tallies()]).toEqual([
      ["/topic/eventsubscriptions/x", { pending: 2 }],
      ["/topic/eventsubscriptions/y", { delivered: 1 }],
    ]);
    expect(later.accept([{ result: published("c"), fates: [fate("x")] }])).toEqual([3]);
    expect(later.published()).toBe(4);
  });

  test("forgets the oldest events, and none that is under way", () => {
    const { journal, again } = kind.open(10);
    for (let count = 0; count < 500; count += 1) {
      const [delivery = 0] = journal.accept([{ result: published(String(count)), fates: [fate("x")] }]);
      // Every hundredth hangs.
      if (count % 100 !== 0) journal.update(delivery, fate("x", "delivered", 1));
    }
    const later = again();
    const kept = [...later.entries()];
    expect(kept.length).toBeLessThan(150);
    expect(later.published()).toBe(500);
    expect(later.unfinished().map(({ event }) => event.event.id)).toEqual(["0", "100", "200", "300", "400"]);
    for (const id of ["490", "499"]) {
      expect(kept.some(({ result }) => result.kind === "published" && result.event.id === id)).toBe(true);
    }
    expect(kept.every(({ fates }) => fates.length === 1)).toBe(true);
  });
});

test("a journal in a file says the same as one in memory, whatever happens to them", () => {
  const outcomes: readonly DeliveryOutcome[] = ["pending", "retrying", "delivered", "dropped", "dead-lettering"];
  const step = fc.oneof(
    fc.record({ accept: fc.array(fc.array(fc.constantFrom("x", "y", "Z"), { maxLength: 3 }), { maxLength: 3 }) }),
    fc.record({ update: fc.nat(20), outcome: fc.constantFrom(...outcomes) }),
    fc.record({ before: fc.nat(10), limit: fc.integer({ min: 1, max: 4 }) }),
    fc.constant("again" as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const memory = memoryJournal();
      const { journal, again } = inAFile.open();
      let file = journal;
      const fates = new Map<number, EventFate>();
      for (const one of steps) {
        if (one === "again") file = again();
        else if ("accept" in one) {
          const all = one.accept.map((names, index) => ({
            result: published(String(index)),
            fates: names.map((name) => fate(name)),
          }));
          const firsts = memory.accept(all);
          expect(file.accept(all)).toEqual(firsts);
          for (const [index, first] of firsts.entries()) {
            for (const [offset, each] of (all[index]?.fates ?? []).entries()) fates.set(first + offset, each);
          }
        } else if ("update" in one) {
          const known = fates.get(one.update);
          if (known === undefined || hasEnded(known)) continue;
          const next = fate(known.subscription, one.outcome, 1);
          fates.set(one.update, next);
          for (const each of [memory, file]) each.update(one.update, next);
        } else expect(file.page(one)).toEqual(memory.page(one));
      }
      expect([...file.entries()]).toEqual([...memory.entries()]);
      expect(file.unfinished()).toEqual(memory.unfinished());
      expect(new Map(file.tallies())).toEqual(new Map(memory.tallies()));
      expect(file.published()).toBe(memory.published());
    }),
    { numRuns: 12 },
  );
});
