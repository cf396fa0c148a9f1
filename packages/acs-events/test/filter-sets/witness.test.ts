import { describe, expect, test } from "vitest";
import type { Event, EventGridEvent } from "../../src/catalog/event.ts";
import { type EventType, eventTypeNames, eventTypes } from "../../src/catalog/event-types.ts";
import { linksOf } from "../../src/catalog/links.ts";
import { parseSubject, subjectRoot } from "../../src/catalog/subjects.ts";
import { isEmpty } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { aFilter, at, chatMessage, incomingCall, smsReceived, smsReport } from "./a-filter.ts";

/** An event that the filter matches, as the algebra shows it. */
function shown(parts: Partial<Filter>): Event {
  const { witness } = isEmpty(aFilter(parts), { universe: "documented-events" });
  if (witness === undefined) throw new Error("nothing was shown");
  expect(witness.documented).toBe(true);
  return witness.event;
}

const on = (key: string, operatorType: "StringBeginsWith" | "StringEndsWith" | "StringContains", ...values: string[]) =>
  ({ operatorType, key, values }) satisfies AdvancedFilter;

const documented = eventTypeNames.filter((type) => eventTypes[type].subjects.length > 0);

/** Every link whose property is in the event says what the subject says; a plus before a number is not a difference. */
function expectConsistent(event: Event): void {
  const { eventType, subject } = event as EventGridEvent;
  const variables = parseSubject(eventType as EventType, subject)?.values ?? {};
  for (const { variable, path } of linksOf(eventType as EventType)) {
    const field = at(event, ["data", ...path].join("."));
    if (field !== undefined)
      expect(String(field).replace(/^\+/, ""), `${path} in ${subject}`).toBe(variables[variable]);
  }
}

describe("witnesses", () => {
  test("an attribute of CloudEvents is in lower case, however the filter writes it", () => {
    const advancedFilters = [on("ComRegion", "StringBeginsWith", "north"), on("SpecVersion", "StringContains", "1")];
    const { witness } = isEmpty(aFilter({ advancedFilters }), { schema: "CloudEventSchemaV1_0" });
    expect(Object.keys(witness?.event ?? {}).filter((name) => /[A-Z]/.test(name))).toEqual([]);
    expect(witness?.event).toMatchObject({ comregion: expect.stringMatching(/^north/), specversion: "1.0" });
  });

  test.each(documented)("a whole event without placeholders: %s", (type) => {
    const event = shown({ eventTypes: [type] });
    for (const property of ["id", "topic", "subject", "eventType", "eventTime", "dataVersion"]) {
      expect(at(event, property)).toEqual(expect.any(String));
    }
    expect(at(event, "data")).toEqual(expect.any(Object));
    expect(JSON.stringify(event)).not.toMatch(/\{[^"}]/);
    expect(JSON.stringify(event).length).toBeLessThan(2500);
    expectConsistent(event);
  });

  test.each(documented)("follow the subject where the filter changes it: %s", (type) => {
    const root = subjectRoot(eventTypes[type].subjects[0] ?? "");
    const event = shown({ eventTypes: [type], subjectBeginsWith: `${root}1425` });
    expect(at(event, "subject")).toMatch(new RegExp(`^${root}1425`));
    expectConsistent(event);
  });

  test("stay as they are while others are made: no two share a part of the payload", () => {
    const analysis = (word: string) =>
      shown({
        eventTypes: ["Microsoft.Communication.AdvancedMessageAnalysisCompleted"],
        advancedFilters: [on("data.sentiment.description", "StringBeginsWith", word)],
      });
    const [one, other] = [analysis("and"), analysis("or")];
    expect([at(one, "data.sentiment.description"), at(other, "data.sentiment.description")]).toEqual([
      expect.stringMatching(/^and/),
      expect.stringMatching(/^or/),
    ]);
  });

  test("an SMS has its number in the subject and in the payload", () => {
    const received = shown({ eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1206" });
    expect([at(received, "subject"), at(received, "data.to")]).toEqual(["/phonenumber/12065555555", "12065555555"]);
    const report = shown({ eventTypes: [smsReport], subjectBeginsWith: "/phonenumber/1206" });
    expect([at(report, "subject"), at(report, "data.from")]).toEqual(["/phonenumber/12065555555", "12065555555"]);
  });

  test("the subject follows a condition on the payload", () => {
    const event = shown({ eventTypes: [smsReport], advancedFilters: [on("data.from", "StringBeginsWith", "1425")] });
    expect([at(event, "subject"), at(event, "data.from")]).toEqual(["/phonenumber/14255555555", "14255555555"]);
  });

  test("conditions on both meet in one number", () => {
    const event = shown({
      eventTypes: [smsReport],
      subjectBeginsWith: "/phonenumber/1425",
      advancedFilters: [on("data.from", "StringEndsWith", "00")],
    });
    expect([at(event, "subject"), at(event, "data.from")]).toEqual(["/phonenumber/14255555500", "14255555500"]);
  });

  test("there is none where the filter asks that they differ", () => {
    const filter = aFilter({
      eventTypes: [smsReport],
      subjectBeginsWith: "/phonenumber/1425",
      advancedFilters: [on("data.from", "StringBeginsWith", "1206")],
    });
    expect(isEmpty(filter, { universe: "documented-events" }).answer).toBe("yes");
    expect(isEmpty(filter).witness?.documented).toBe(false);
  });

  test("an identifier of another kind has the object of that kind", () => {
    const event = shown({
      eventTypes: [incomingCall],
      advancedFilters: [on("data.to.phoneNumber.value", "StringBeginsWith", "+1206")],
    });
    expect(at(event, "data.to")).toEqual({
      kind: "phoneNumber",
      rawId: expect.stringMatching(/^4:\+1206/),
      phoneNumber: { value: expect.stringMatching(/^\+1206/) },
    });
    expectConsistent(event);
  });

  test("an identifier is the same in every place that it stands in", () => {
    const event = shown({ eventTypes: [incomingCall], subjectBeginsWith: "/caller/8:acs:someone/" });
    expect(at(event, "subject")).toMatch(/^\/caller\/8:acs:someone\/recipient\//);
    expect(at(event, "data.from.rawId")).toBe("8:acs:someone");
    expect(at(event, "data.from.communicationUser.id")).toBe("8:acs:someone");
  });

  test("a suffix chooses the last id", () => {
    const event = shown({ eventTypes: [chatMessage], subjectEndsWith: "/recipient/8:acs:me" });
    expect(at(event, "data.recipientCommunicationIdentifier.rawId")).toBe("8:acs:me");
    expect(at(event, "data.recipientId")).toBe("8:acs:me");
    expectConsistent(event);
  });

  test("documented values go before invented ones", () => {
    const failed = { operatorType: "StringNotIn", key: "data.deliveryStatus", values: ["delivered"] } as const;
    expect(at(shown({ eventTypes: [smsReport], advancedFilters: [failed] }), "data.deliveryStatus")).toBe("Failed");
  });

  test("a property that is replaced keeps its name", () => {
    const event = shown({ eventTypes: [smsReport], advancedFilters: [on("DATA.TAG", "StringContains", "promo")] });
    expect(Object.keys(at(event, "data") as object).filter((name) => /tag/i.test(name))).toHaveLength(1);
  });

  test("of every type, the one whose subjects fit", () => {
    expect(at(shown({ subjectBeginsWith: "worker/" }), "eventType")).toMatch(/RouterWorker/);
  });

  test("an unknown event type is shown, and not said to be documented", () => {
    const { answer, witness } = isEmpty(aFilter({ eventTypes: ["Contoso.Thing"] }));
    expect(answer).toBe("no");
    expect(witness?.documented).toBe(false);
    expect(at(witness?.event, "eventType")).toBe("Contoso.Thing");
    expect(isEmpty(aFilter({ eventTypes: ["Contoso.Thing"] }), { universe: "documented-events" })).toEqual({
      answer: "yes",
      universe: "documented-events",
    });
  });

  test("a property may be called __proto__", () => {
    const filter = aFilter({ advancedFilters: [on("data.__proto__", "StringContains", "x")] });
    const { witness } = isEmpty(filter);
    expect(Object.getOwnPropertyDescriptor(at(witness?.event, "data"), "__proto__")?.value).toBe("x");
  });
});
