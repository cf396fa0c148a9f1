import { describe, expect, test } from "vitest";
import { callAutomationCallbacks } from "../../src/catalog/call-automation-callbacks.ts";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { formerEventTypeNames } from "../../src/catalog/former-event-types.ts";
import { eventTypeNamesRule } from "../../src/filter-rules/event-type-names.ts";
import { said } from "./said.ts";

const names = (...includedEventTypes: string[]) => said(eventTypeNamesRule, { includedEventTypes });

test("current names pass, and All", () => {
  expect(names(...eventTypeNames)).toEqual([]);
  expect(names("All")).toEqual([]);
});

test("every old or wrong name and every callback is refused", () => {
  const all = [...formerEventTypeNames, ...callAutomationCallbacks];
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter((name) => names(name).length !== 1)).toEqual([]);
});

describe("what stands there in place of a current name", () => {
  test("a renamed one", () => {
    expect(names("Microsoft.Communication.ChatMemberAddedToThreadWithUser")).toMatchInlineSnapshot(`
      [
        "error event-type-renamed at includedEventTypes[0]: ChatMemberAddedToThreadWithUser is no longer a documented event type. The name of the 2020 preview; renamed in 2021 when members became participants, together with the subject segment (memberAdded is now participantAdded) and the payload. Subscribe to Microsoft.Communication.ChatParticipantAddedToThreadWithUser. [fix "Microsoft.Communication.ChatParticipantAddedToThreadWithUser"]",
      ]
    `);
  });

  test("one that a client library made up, also without the provider", () => {
    expect(names("Microsoft.Communication.ChatParticipantAddedToThread")).toMatchInlineSnapshot(`
      [
        "error event-type-never-existed at includedEventTypes[0]: ChatParticipantAddedToThread is not an event type. A wrong name in early versions of the client libraries, removed in 2021; the service never used it. Subscribe to Microsoft.Communication.ChatThreadParticipantAdded. [fix "Microsoft.Communication.ChatThreadParticipantAdded"]",
      ]
    `);
    expect(names("RouterJobWorkerSelectorsExpire")).toMatchInlineSnapshot(`
      [
        "error event-type-never-existed at includedEventTypes[0]: RouterJobWorkerSelectorsExpire is not an event type. Misspelt without its last letter in the JavaScript client library @azure/eventgrid up to 5.12.0. Subscribe to Microsoft.Communication.RouterJobWorkerSelectorsExpired. [fix "Microsoft.Communication.RouterJobWorkerSelectorsExpired"]",
      ]
    `);
  });

  test("a callback of Call Automation", () => {
    expect(names("Microsoft.Communication.CallConnected")).toMatchInlineSnapshot(`
      [
        "error event-type-is-callback at includedEventTypes[0]: CallConnected is not an event type of Event Grid. Call Automation sends it to the callback address (callbackUri) that is given when a call is answered or created. Remove it from the filter and handle it there.",
      ]
    `);
  });

  test("a misspelt one", () => {
    expect(names("Microsoft.Communication.SMSRecieved")).toMatchInlineSnapshot(`
      [
        "error event-type-unknown at includedEventTypes[0]: "Microsoft.Communication.SMSRecieved" is not a known event type of Communication Services. Did you mean "Microsoft.Communication.SMSReceived"? [fix "Microsoft.Communication.SMSReceived"]",
      ]
    `);
  });

  test("one of another service, or of none", () => {
    expect(names("Microsoft.Storage.BlobCreated", "Microsoft.Communication.Nothing", "")).toMatchInlineSnapshot(`
      [
        "error event-type-unknown at includedEventTypes[0]: "Microsoft.Storage.BlobCreated" is not a known event type of Communication Services. \`npx acs-events catalog\` lists them.",
        "error event-type-unknown at includedEventTypes[1]: "Microsoft.Communication.Nothing" is not a known event type of Communication Services. \`npx acs-events catalog\` lists them.",
        "error event-type-unknown at includedEventTypes[2]: "" is not a known event type of Communication Services. \`npx acs-events catalog\` lists them.",
      ]
    `);
  });
});

test.each([
  ["SMSReceived", "Microsoft.Communication.SMSReceived"],
  ["Microsoft.Communication.SmsReceived", "Microsoft.Communication.SMSReceived"],
  ["microsoft.communication.incomingcall", "Microsoft.Communication.IncomingCall"],
  ["Microsoft.Communications.IncomingCall", "Microsoft.Communication.IncomingCall"],
])("%s stands for %s", (name, fix) => {
  expect(names(name)[0]).toContain(`Did you mean "${fix}"?`);
});

test.each([["all"], ["*"]])("%s has nothing that it could stand for", (name) => {
  expect(names(name)).toEqual([
    `error event-type-unknown at includedEventTypes[0]: "${name}" is not a known event type of Communication Services. There is no value for every type; list the types that are meant.`,
  ]);
});
