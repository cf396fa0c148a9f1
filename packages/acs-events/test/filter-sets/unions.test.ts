import { describe, expect, test } from "vitest";
import { differenceOfUnion } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { aFilter, at, smsReceived, smsReport } from "./a-filter.ts";

const status = (operatorType: "StringIn" | "StringNotIn", ...values: string[]): AdvancedFilter => ({
  operatorType,
  key: "data.deliveryStatus",
  values,
});
const prefix = (subjectBeginsWith: string, ...eventTypes: string[]) => aFilter({ eventTypes, subjectBeginsWith });

describe("differenceOfUnion", () => {
  test("nothing is left over where others take it in turns", () => {
    const before = [aFilter({ eventTypes: [smsReceived, smsReport] })];
    const after = [
      prefix("", smsReceived),
      aFilter({
        eventTypes: [smsReport],
        advancedFilters: [status("StringIn", "failed")],
        enableAdvancedFilteringOnArrays: true,
      }),
      aFilter({
        eventTypes: [smsReport],
        advancedFilters: [status("StringNotIn", "Failed")],
        enableAdvancedFilteringOnArrays: true,
      }),
    ];
    expect(differenceOfUnion(before, after)).toEqual({ kind: "none" });
  });

  test("an event type that nobody receives any more", () => {
    const left = differenceOfUnion([prefix("", smsReceived, smsReport)], [prefix("", smsReceived)]);
    expect(left.kind === "found" && at(left.value.event, "eventType")).toBe(smsReport);
  });

  test("a slice of subjects between those that others take", () => {
    const others = ["0", "1206", "1425", "2", "3", "4", "5", "6", "7", "8", "9"];
    const left = differenceOfUnion(
      [prefix("/phonenumber/", smsReceived)],
      others.map((digits) => prefix(`/phonenumber/${digits}`, smsReceived)),
    );
    expect(left).toMatchObject({ kind: "found", value: { documented: true } });
    expect(left.kind === "found" && at(left.value.event, "subject")).toMatch(/^\/phonenumber\/1(?!206|425)/);
  });

  test("filters that match nothing leave nothing, and without others everything is left", () => {
    const nothing = aFilter({ advancedFilters: [status("StringIn", "a"), status("StringIn", "b")] });
    expect(differenceOfUnion([nothing], [])).toEqual({ kind: "none" });
    expect(differenceOfUnion([], [nothing])).toEqual({ kind: "none" });
    expect(differenceOfUnion([nothing, aFilter()], [nothing]).kind).toBe("found");
  });

  test("a search that would go on for ever is given up", () => {
    // Ten pigeons have no room in nine holes, which takes very many steps to show in this way.
    const [pigeons, holes] = [Array.from({ length: 10 }, (_, i) => i), Array.from({ length: 9 }, (_, i) => i)];
    const sits = (pigeon: number, hole: number, ...values: string[]): AdvancedFilter => ({
      operatorType: "StringIn",
      key: `data.pigeon${pigeon}hole${hole}`,
      values,
    });
    const everyWay = pigeons.flatMap((pigeon) => holes.map((hole) => sits(pigeon, hole, "yes", "no")));
    const without = pigeons.map((pigeon) => holes.map((hole) => sits(pigeon, hole, "no")));
    const shared = holes.flatMap((hole) =>
      pigeons.flatMap((one) =>
        pigeons.slice(one + 1).map((other) => [sits(one, hole, "yes"), sits(other, hole, "yes")]),
      ),
    );
    const others = [...without, ...shared].map((advancedFilters) => aFilter({ advancedFilters }));
    const left = differenceOfUnion([aFilter({ advancedFilters: everyWay })], others);
    expect(left.kind).toBe("undecided");
    expect(left.kind === "undecided" && left.reason).toMatch(
      /^the question takes more than \d+ steps, after which the search stops$/,
    );
  });

  test("keys inside one another: an object without the inner key is left over", () => {
    const inner: AdvancedFilter = { operatorType: "IsNotNull", key: "data.a.b" };
    const outer: AdvancedFilter = { operatorType: "IsNotNull", key: "data.a" };
    const left = differenceOfUnion([aFilter({ advancedFilters: [outer] })], [aFilter({ advancedFilters: [inner] })]);
    expect(left.kind === "found" && at(left.value.event, "data.a")).toEqual({});
  });

  test("of documented events, parts that hold none are passed over", () => {
    const before = [prefix("phone", smsReceived)];
    expect(differenceOfUnion(before, [])).toMatchObject({ kind: "found", value: { documented: false } });
    expect(differenceOfUnion(before, [], { universe: "documented-events" })).toEqual({ kind: "none" });
    expect(
      differenceOfUnion([prefix("", smsReceived)], [prefix("/phonenumber/1", smsReceived)], {
        universe: "documented-events",
      }),
    ).toMatchObject({ kind: "found", value: { documented: true } });
  });
});
