import { describe, expect, expectTypeOf, test } from "vitest";
import type { EventType } from "../../src/catalog/event-types.ts";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { filter } from "../../src/filter-builder/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { idsThrown, thrown } from "./thrown.ts";

describe("event types", () => {
  test("a filter is a frozen record, its types sorted and each there once", () => {
    const made = filter({
      eventTypes: [
        "Microsoft.Communication.SMSReceived",
        "Microsoft.Communication.SMSDeliveryReportReceived",
        "Microsoft.Communication.SMSReceived",
      ],
    });
    expectTypeOf(made).toEqualTypeOf<Filter>();
    expect(made).toStrictEqual({
      kind: "filter",
      eventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived", "Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "",
      subjectEndsWith: "",
      isSubjectCaseSensitive: false,
      enableAdvancedFilteringOnArrays: false,
      advancedFilters: [],
    });
    expect([made, made.eventTypes, made.advancedFilters].every(Object.isFrozen)).toBe(true);
  });

  test("the list that was given is left as it is", () => {
    const eventTypes: EventType[] = ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.CallEnded"];
    filter({ eventTypes });
    expect(eventTypes).toEqual(["Microsoft.Communication.SMSReceived", "Microsoft.Communication.CallEnded"]);
  });

  test.each(eventTypeNames)("%s can be chosen", (type) => {
    expect(filter({ eventTypes: [type] }).eventTypes).toEqual([type]);
  });

  test("every type is said, not omitted", () => {
    expect(filter({ eventTypes: "All" }).eventTypes).toBe("All");
    // @ts-expect-error: eventTypes is missing
    expect(idsThrown(() => filter({}))).toEqual(["filter-names-no-event-types"]);
    // @ts-expect-error: an empty list names nothing
    expect(idsThrown(() => filter({ eventTypes: [] }))).toEqual(["filter-names-no-event-types"]);
  });

  test("fails for names that are no event types, all of them at once", () => {
    const run = () =>
      filter({
        eventTypes: [
          // @ts-expect-error: case counts
          "Microsoft.Communication.SmsReceived",
          // @ts-expect-error: renamed after the preview
          "Microsoft.Communication.ChatMemberAddedToThreadWithUser",
          // @ts-expect-error: a mistake in a client library
          "Microsoft.Communication.ChatParticipantAddedToThread",
          // @ts-expect-error: a callback of Call Automation
          "Microsoft.Communication.CallConnected",
          // @ts-expect-error: no name at all
          "nonsense",
          "Microsoft.Communication.SMSReceived",
        ],
      });
    expect(thrown(run).map(({ id, value }) => [id, value])).toEqual([
      ["event-type-is-callback", "Microsoft.Communication.CallConnected"],
      ["event-type-renamed", "Microsoft.Communication.ChatMemberAddedToThreadWithUser"],
      ["event-type-never-existed", "Microsoft.Communication.ChatParticipantAddedToThread"],
      ["event-type-unknown", "Microsoft.Communication.SmsReceived"],
      ["event-type-unknown", "nonsense"],
    ]);
  });

  test("a list that is not known when it is compiled is checked when it runs", () => {
    const names: string[] = ["Microsoft.Communication.SmsReceived"];
    // @ts-expect-error: a list of plain strings
    const run = () => filter({ eventTypes: names });
    expect(() => run()).toThrow(
      'filter.includedEventTypes[0]: "Microsoft.Communication.SmsReceived" is not a known event type of Communication Services. Did you mean "Microsoft.Communication.SMSReceived"?',
    );
  });

  test("fails for one name without a list, and for what is no filter at all", () => {
    // @ts-expect-error: event types are a list
    expect(idsThrown(() => filter({ eventTypes: "Microsoft.Communication.SMSReceived" }))).toEqual([
      "event-types-not-list",
    ]);
    // @ts-expect-error: "All" has to be alone; when it runs, Azure's own form of it is taken
    expect(filter({ eventTypes: ["All"] }).eventTypes).toBe("All");
    // @ts-expect-error: not even an object
    expect(idsThrown(() => filter("Microsoft.Communication.SMSReceived"))).toEqual(["filter-names-no-event-types"]);
    // @ts-expect-error: nothing
    expect(idsThrown(() => filter())).toEqual(["filter-names-no-event-types"]);
  });

  test("fails for an option that it does not have", () => {
    const type = "Microsoft.Communication.SMSReceived";
    // @ts-expect-error: misspelt
    const run = () => filter({ eventTypes: [type], subjectBeginWith: "/phonenumber/" });
    expect(() => run()).toThrow(
      'filter.subjectBeginWith: filter() has no option "subjectBeginWith". Did you mean subjectBeginsWith?',
    );
  });
});
