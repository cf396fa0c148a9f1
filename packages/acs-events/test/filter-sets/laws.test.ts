import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Event, type EventGridEvent, isCloudEvent } from "../../src/catalog/event.ts";
import {
  covers,
  difference,
  differenceOfUnion,
  filterRelation,
  isEmpty,
  matcherDisagrees,
  overlaps,
  redundantConditions,
  type SetOptions,
} from "../../src/filter-sets/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import { anyAssumptions, anyEvent, anyFilter } from "../filters/match/arbitraries.ts";
import { lawRuns } from "../law-runs.ts";
import { eventsAround } from "./adversary.ts";

/** Filters and events of the matcher's own tests: the odd keys, letters and numbers are theirs. */
const anyOptions: fc.Arbitrary<SetOptions> = fc.record(
  {
    schema: fc.constantFrom("EventGridSchema" as const, "CloudEventSchemaV1_0" as const),
    // The algebra takes the objects that a key leads through for granted.
    assumptions: anyAssumptions.map((assumptions) => ({ ...assumptions, missingParent: "missing" as const })),
  },
  { requiredKeys: [] },
);

/** Two filters, often one inside the other, and now and then of other event types. */
const relatedFilters: fc.Arbitrary<readonly [Filter, Filter]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(anyFilter, anyFilter) },
  { weight: 5, arbitrary: fc.tuple(anyFilter, anyFilter).map(([a, b]) => [a, both(a, b)] as const) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyFilter, anyFilter).map(([a, b]) => [ofType(a, "T.One"), ofType(b, "T.Two")] as const),
  },
);

function ofType(filter: Filter, type: string): Filter {
  return { ...filter, eventTypes: [type] };
}

function both(a: Filter, b: Filter): Filter {
  return { ...a, advancedFilters: [...a.advancedFilters, ...b.advancedFilters] };
}

/** The universe: envelopes are whole. */
function whole(event: Event, schema: SetOptions["schema"]): readonly Event[] {
  if (isCloudEvent(event)) return schema === "CloudEventSchemaV1_0" ? [{ ...event, subject: event.subject ?? "" }] : [];
  return [{ ...event, topic: event.topic ?? "t", dataVersion: event.dataVersion ?? "1.0" }];
}

function passesOf(filter: Filter, { schema, assumptions }: SetOptions) {
  return compileFilter(filter, assumptions, schema);
}

const start: EventGridEvent = {
  id: "1",
  topic: "t",
  subject: "a",
  eventType: "T.One",
  eventTime: "2026-01-01T00:00:00Z",
  data: { a: "a" },
  dataVersion: "1.0",
};

describe("laws", () => {
  test("no event contradicts the relation of two filters, and its witnesses prove it", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(relatedFilters, fc.array(anyEvent, { maxLength: 12 }), anyOptions, ([a, b], random, options) => {
        const { relation, lost, gained, reason } = filterRelation(a, b, options);
        seen.add(relation);
        expect(reason ?? "").not.toContain(matcherDisagrees);
        const [passesA, passesB] = [passesOf(a, options), passesOf(b, options)];
        if (lost !== undefined) expect([passesA(lost), passesB(lost)]).toEqual([true, false]);
        if (gained !== undefined) expect([passesA(gained), passesB(gained)]).toEqual([false, true]);
        const witnesses = [lost, gained].filter((event) => event !== undefined && !isCloudEvent(event));
        const around = eventsAround([a, b], [start, ...(witnesses as EventGridEvent[])]);
        for (const event of [...random.flatMap((each) => whole(each, options.schema)), ...around]) {
          const [before, after] = [passesA(event), passesB(event)];
          const denied =
            (before && !after && /same|widened/.test(relation)) ||
            (after && !before && /same|narrowed/.test(relation)) ||
            (before && after && relation === "disjoint");
          // Tens of thousands of events: only what is wrong is put into words.
          if (denied) expect.fail(`${relation}, but ${fc.stringify(event)} passes ${before ? "before" : "after"}`);
        }
      }),
      { numRuns: lawRuns(120) },
    );
    for (const relation of ["same", "widened", "narrowed", "overlapping", "disjoint"]) expect(seen).toContain(relation);
  });

  test("containment is a partial order", () => {
    let chains = 0;
    fc.assert(
      fc.property(anyFilter, anyFilter, anyFilter, fc.boolean(), (x, y, z, nested) => {
        const [a, b, c] = nested ? [x, both(x, y), both(both(x, y), z)] : [x, y, z];
        expect(covers(a, a).answer).not.toBe("no");
        const [ab, bc, ac] = [covers(a, b).answer, covers(b, c).answer, covers(a, c).answer];
        if (ab === "yes" && bc === "yes") {
          chains += 1;
          expect(ac).not.toBe("no");
        }
        const relation = filterRelation(a, b).relation;
        if (ab === "yes" && covers(b, a).answer === "yes") expect(relation).toBe("same");
        if (relation === "same") expect([ab, covers(b, a).answer]).toEqual(["yes", "yes"]);
      }),
      { numRuns: lawRuns(60) },
    );
    expect(chains).toBeGreaterThan(20);
  });

  test("the questions agree with each other", () => {
    fc.assert(
      fc.property(relatedFilters, ([a, b]) => {
        const outside = difference(b, a);
        const expected = { found: "no", none: "yes", undecided: "undecided" }[outside.kind];
        expect(covers(a, b).answer).toBe(expected);
        expect(overlaps(a, b).answer).toBe(overlaps(b, a).answer);
        if (isEmpty(b).answer === "yes") {
          expect(covers(a, b).answer).toBe("yes");
          expect(overlaps(a, b).answer).toBe("no");
        }
        const union = differenceOfUnion([b], [a]);
        if (outside.kind !== "undecided" && union.kind !== "undecided") expect(union.kind).toBe(outside.kind);
      }),
      { numRuns: lawRuns(60) },
    );
  });

  test("without its redundant conditions a filter is the same", () => {
    let found = 0;
    fc.assert(
      fc.property(anyFilter, anyFilter, (x, y) => {
        const filter = both(x, y);
        const paths = redundantConditions(filter).map(({ path }) => path);
        found += paths.length;
        const kept: Filter = {
          ...filter,
          eventTypes: paths.includes("filter.includedEventTypes") ? "All" : filter.eventTypes,
          subjectBeginsWith: paths.includes("filter.subjectBeginsWith") ? "" : filter.subjectBeginsWith,
          subjectEndsWith: paths.includes("filter.subjectEndsWith") ? "" : filter.subjectEndsWith,
          advancedFilters: filter.advancedFilters.filter((_, i) => !paths.includes(`filter.advancedFilters[${i}]`)),
        };
        expect(filterRelation(filter, kept).relation).toMatch(paths.length > 0 ? /same|undecided/ : /same/);
        const [passes, passesKept] = [compileFilter(filter), compileFilter(kept)];
        expect(eventsAround([filter], [start]).filter((event) => passesKept(event) !== passes(event))).toEqual([]);
      }),
      { numRuns: lawRuns(200) },
    );
    // Some in a hundred filters have one: with so many it cannot be that none is found.
    expect(found).toBeGreaterThan(0);
  });

  test("what a union leaves over passes one of the first and none of the others, and what it denies does not exist", () => {
    const few = fc.array(anyFilter, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(few, few, (filters, others) => {
        const left = differenceOfUnion(filters, others);
        const matchers = new Map([...filters, ...others].map((filter) => [filter, compileFilter(filter)]));
        const passesSome = (these: readonly Filter[], event: Event) =>
          these.some((filter) => matchers.get(filter)?.(event) === true);
        if (left.kind === "found") {
          const { event } = left.value;
          expect([passesSome(filters, event), passesSome(others, event)]).toEqual([true, false]);
        }
        if (left.kind !== "none") return;
        const around = eventsAround([...filters, ...others].slice(0, 3), [start]);
        expect(around.filter((event) => passesSome(filters, event) && !passesSome(others, event))).toEqual([]);
      }),
      { numRuns: lawRuns(60) },
    );
  });
});
