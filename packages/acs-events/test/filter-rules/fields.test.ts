import { describe, expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { fieldsRule } from "../../src/filter-rules/fields.ts";
import { payloadPaths } from "../../src/filter-rules/payload-lookup.ts";
import { condition, over, said } from "./said.ts";

const fields = (types: string, ...keys: string[]) =>
  said(fieldsRule, over(types, { advancedFilters: keys.map((key) => condition("StringIn", key, { values: ["x"] })) }));

test("every property of every payload passes", () => {
  let paths = 0;
  for (const type of eventTypeNames) {
    const keys = payloadPaths(type).map((path) => `data.${path}`);
    paths += keys.length;
    expect(fields(type.slice("Microsoft.Communication.".length), ...keys)).toEqual([]);
  }
  expect(paths).toBeGreaterThan(300);
});

test("free names pass: labels of jobs, metadata of messages", () => {
  expect(fields("RouterJobReceived", "data.labels.region", "data.tags.a.b")).toEqual([]);
});

describe("a property that no payload has", () => {
  test("misspelt, or with nothing inside", () => {
    expect(
      fields("SMSDeliveryReportReceived", "data.deliverystat", "data.from.value", "data.nothing"),
    ).toMatchInlineSnapshot(`
      [
        "error field-unknown at advancedFilters[0].key: No documented payload of SMSDeliveryReportReceived has "data.deliverystat"; the condition never holds. Did you mean "data.deliveryStatus"? [fix "data.deliveryStatus"]",
        "error field-unknown at advancedFilters[1].key: data.from is a string, with nothing inside; the condition on "data.from.value" never holds. [fix "data.from"]",
        "error field-unknown at advancedFilters[2].key: No documented payload of SMSDeliveryReportReceived has "data.nothing"; the condition never holds. Its fields are data.messageId, data.from, data.to, data.deliveryStatus, data.deliveryStatusDetails, data.deliveryAttempts, data.receivedTimestamp and data.tag.",
      ]
    `);
  });

  test("of a payload with values inside values: the outer fields first", () => {
    expect(fields("CallEnded", "data.outcome")[0]).toMatchInlineSnapshot(
      `"error field-unknown at advancedFilters[0].key: No documented payload of CallEnded has "data.outcome"; the condition never holds. Its fields are data.startedBy, data.serverCallId, data.group, data.room, data.isTwoParty, data.correlationId, data.isRoomsCall, data.endedBy and 38 more."`,
    );
  });

  test("but for one published sample", () => {
    expect([
      ...fields("CallStarted", "data.startedBy.RawId"),
      ...fields("ChatThreadParticipantAdded", "data.participantAdded.participantCommunicationIdentifier.metadata.key"),
    ]).toEqual([
      'warning field-spelled-otherwise at advancedFilters[0].key: Sources disagree about "data.startedBy.RawId": a published sample of CallStarted has it, and no other source does.',
      'warning field-spelled-otherwise at advancedFilters[0].key: Sources disagree about "data.participantAdded.participantCommunicationIdentifier.metadata.key": a published sample of ChatThreadParticipantAdded has it, and no other source does.',
    ]);
  });

  test("with a dot in its own name", () => {
    expect(fields("SMSReceived", "data.john.doe@contoso.com")).toMatchInlineSnapshot(`
      [
        "error field-unknown at advancedFilters[0].key: No documented payload of SMSReceived has "data.john.doe@contoso.com"; the condition never holds. A dot in a property's own name cannot be written in a key. Its fields are data.messageId, data.from, data.to, data.message, data.receivedTimestamp and data.segmentCount.",
      ]
    `);
  });

  test("of any type", () => {
    const advancedFilters = [condition("StringNotIn", "data.deliverystat", { values: ["x"] })];
    expect(said(fieldsRule, { includedEventTypes: ["All"], advancedFilters })).toMatchInlineSnapshot(`
      [
        "error field-unknown at advancedFilters[0].key: No documented payload of any event type has "data.deliverystat"; the condition always holds. Did you mean "data.deliveryStatus"? [fix "data.deliveryStatus"]",
      ]
    `);
  });
});

test("a name of the client library", () => {
  expect(fields("IncomingCall", "data.toCommunicationIdentifier.rawId")).toMatchInlineSnapshot(`
    [
      "error field-of-client-library at advancedFilters[0].key: "data.toCommunicationIdentifier.rawId" is a name of the client library, which no event carries; on the wire it is "data.to.rawId". [fix "data.to.rawId"]",
    ]
  `);
});

test("a name of other sources", () => {
  expect(fields("CallEnded", "data.durationOfCall")).toMatchInlineSnapshot(`
    [
      "warning field-spelled-otherwise at advancedFilters[0].key: Sources disagree about "data.durationOfCall": today's events have "data.callDurationInSeconds", as far as is documented. [fix "data.callDurationInSeconds"]",
    ]
  `);
  expect(fields("ChatMessageReceived", "data.senderId")).toMatchInlineSnapshot(`
    [
      "warning field-spelled-otherwise at advancedFilters[0].key: Sources disagree about "data.senderId": today's events have "data.senderCommunicationIdentifier.rawId", as far as is documented. [fix "data.senderCommunicationIdentifier.rawId"]",
    ]
  `);
});

test("into arrays", () => {
  expect(fields("SMSDeliveryReportReceived", "data.deliveryAttempts.timestamp")).toMatchInlineSnapshot(`
    [
      "error field-in-array at advancedFilters[0].key: data.deliveryAttempts is an array of objects, into which Event Grid cannot look; "data.deliveryAttempts.timestamp" never has a value.",
    ]
  `);
  expect(fields("AdvancedMessageAnalysisCompleted", "data.extractedKeyPhrases.0")).toMatchInlineSnapshot(`
    [
      "error field-in-array at advancedFilters[0].key: data.extractedKeyPhrases is an array of strings; "data.extractedKeyPhrases.0" leads to nothing in it, since elements have no names or numbers in keys. [fix "data.extractedKeyPhrases"]",
    ]
  `);
});

test("another case", () => {
  expect(fields("IncomingCall", "data.to.PhoneNumber.Value")).toMatchInlineSnapshot(`
    [
      "info key-case-differs at advancedFilters[0].key: The payload has "data.to.phoneNumber.value", in another case than "data.to.PhoneNumber.Value". Keys seem to be compared without case, but that is not documented. [fix "data.to.phoneNumber.value"]",
    ]
  `);
});

test("a property that some of the listed types lack", () => {
  const types = "SMSReceived SMSDeliveryReportReceived";
  expect(fields(types, "data.message")).toMatchInlineSnapshot(`
    [
      "warning field-not-in-all-types at advancedFilters[0].key: SMSDeliveryReportReceived has no "data.message", so that its events never pass this condition. Make a subscription of its own for it.",
    ]
  `);
  // A missing key passes StringNotIn, so nothing is lost.
  const advancedFilters = [condition("StringNotIn", "data.message", { values: ["x"] })];
  expect(said(fieldsRule, over(types, { advancedFilters }))).toEqual([]);
});
