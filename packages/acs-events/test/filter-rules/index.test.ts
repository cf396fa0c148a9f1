import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventType, eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import { checkFilter, checkFilterJson, type FindingDefinition, filterRules } from "../../src/filter-rules/index.ts";
import { armFindings } from "../../src/filters/azure-json/arm-findings.ts";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { arbitraryFilter } from "../filters/azure-json/arbitrary-filter.ts";
import cases from "../filters/data/filter-validation-cases.json" with { type: "json" };
import { condition, over } from "./said.ts";

const definitions = new Map<string, FindingDefinition>(
  [armFindings, ...filterRules.map(({ findings }) => findings)].flatMap((one) => Object.entries(one)),
);
const grave = (json: unknown, options = {}) => checkFilterJson(json, options).filter(({ level }) => level !== "info");

describe("the published cases of what Azure accepts", () => {
  test.each(cases.map((one) => [one.name, one] as const))("%s", (name, one) => {
    // Event Grid's own key in a subscription that delivers CloudEvents.
    const options = name === "cloudevents-eventtype-key" ? { deliverySchema: "CloudEventSchemaV1_0" as const } : {};
    const found = checkFilterJson(one.filter, options);
    const refused = found.filter(({ id }) => definitions.get(id)?.azure === "refuses");
    if (one.valid) expect(refused).toEqual([]);
    // Where it is not documented that Azure refuses, it is at least an error.
    else if ("ambiguous" in one) expect(found.map(({ level }) => level)).toContain("error");
    else expect(refused.length).toBeGreaterThan(0);
  });

  test("there are some", () => {
    expect(cases.length).toBeGreaterThan(15);
  });
});

describe("sound filters have no error and no warning", () => {
  test("of every event type", () => {
    // IncomingCall wants its callee chosen (incoming-call.ts).
    const others = eventTypeNames.filter((type) => type !== "Microsoft.Communication.IncomingCall");
    const found = others.flatMap((type) => grave({ includedEventTypes: [type] }));
    expect(found).toEqual([]);
  });

  const examples: Readonly<Record<string, string>> = {
    phoneNumber: "15555555555",
    threadId: "19:6d20c2f921cd402ead7d1b31b0d030cd@thread.v2",
    senderAddress: "noreply@contoso.com",
    status: "Failed",
    senderId: "US.13491208655302741918",
  };
  const guid = "bc360ba8-d29b-4ef2-b698-769ebef85521";

  test.each(eventTypeNames.filter((type) => eventTypes[type].subjects.length === 1))(
    "with the subject of %s",
    (type: EventType) => {
      const template: string = eventTypes[type].subjects[0] ?? "";
      const subject = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => examples[name] ?? guid);
      const segments = subject.split("/");
      const callee = { advancedFilters: [condition("StringBeginsWith", "data.to.rawId", { values: ["4:+1800"] })] };
      const more = type.endsWith("IncomingCall") ? callee : {};
      for (const end of segments.keys()) {
        const prefix = segments.slice(0, end + 1).join("/");
        const subjectBeginsWith = end < segments.length - 1 ? `${prefix}/` : prefix;
        expect(grave({ includedEventTypes: [type], subjectBeginsWith, ...more })).toEqual([]);
        const subjectEndsWith = segments.slice(end).join("/");
        expect(grave({ includedEventTypes: [type], subjectEndsWith, ...more })).toEqual([]);
      }
    },
  );

  test("with conditions", () => {
    const conditions = [
      condition("StringIn", "data.deliveryStatus", { values: ["Failed"] }),
      condition("StringBeginsWith", "data.to", { values: ["1555", "+1555"] }),
      condition("IsNotNull", "data.tag"),
      condition("StringContains", "subject", { values: ["1555"] }),
    ];
    expect(grave(over("SMSDeliveryReportReceived", { advancedFilters: conditions }))).toEqual([]);
  });
});

test("paths begin with the given one, and count what could not be read", () => {
  const json = {
    includedEventTypes: [5, "Microsoft.Communication.SMSRecieved", "Microsoft.Communication.SMSReceived"],
    advancedFilters: ["x", condition("StringIn", "data.form", { values: ["1"] })],
  };
  const paths = checkFilterJson(json, { path: "properties.filter" }).map(({ id, path }) => `${id} ${path}`);
  expect(paths).toEqual([
    "event-type-not-text properties.filter.includedEventTypes[0]",
    "advanced-filter-not-object properties.filter.advancedFilters[0]",
    "event-type-unknown properties.filter.includedEventTypes[1]",
    "service-retires properties.filter.includedEventTypes",
    "field-unknown properties.filter.advancedFilters[1].key",
  ]);
});

test("rules find what they define and nothing else, and an id belongs to one of them", () => {
  const ids = filterRules.flatMap(({ findings }) => Object.keys(findings));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
});

test("of any filter something can be said, and what is said is defined", () => {
  fc.assert(
    fc.property(
      arbitraryFilter,
      fc.constantFrom("EventGridSchema" as const, "CloudEventSchemaV1_0" as const),
      (filter, deliverySchema) => {
        for (const { id, level, path } of checkFilter(filter, { deliverySchema, today: "2026-11-24" })) {
          expect(definitions.get(id)?.level).toBe(level);
          expect(path.startsWith("filter")).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("no JSON makes it throw", () => {
  const some = fc.record(
    {
      includedEventTypes: fc.jsonValue({ maxDepth: 2 }),
      subjectBeginsWith: fc.string(),
      advancedFilters: fc.jsonValue({ maxDepth: 3 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), some), (json) => {
      expect(Array.isArray(checkFilterJson(json))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("a filter of 10,000 names and values is checked without delay", { timeout: 3_000 }, () => {
  const values = Array.from({ length: 10_000 }, (_, index) => `value-${index}`);
  const { filter } = readFilter({
    includedEventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"],
    advancedFilters: ["data.deliveryStatus", "data.to", "subject", "eventType"].map((key) =>
      condition("StringIn", key, { values }),
    ),
  });
  expect(checkFilter(filter).map(({ id }) => id)).toContain("too-many-filter-values");
});
