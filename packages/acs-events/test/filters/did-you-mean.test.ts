import { expect, test } from "vitest";
import { didYouMean } from "../../src/text/did-you-mean.ts";

const names = ["StringContains", "StringNotContains", "NumberIn"];

test.each([
  ["stringcontains", "StringContains"],
  ["StringContain", "StringContains"],
  ["StringNotContain", "StringNotContains"],
  ["numberln", "NumberIn"],
  ["Regex", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("%.20s", (name, meant) => {
  expect(didYouMean(name, names)).toBe(meant);
});

const types = [
  "CallParticipantRemoved",
  "AdvancedMessageDeliveryStatusUpdated",
  "UserDisconnected",
  "CallStarted",
  "CallEnded",
  "data.from",
];

test.each([
  ["CallParticipantRemovd", "CallParticipantRemoved"],
  ["CallParticipantMoved", undefined],
  ["AdvancedMessageChannelRegistrationStatusUpdated", undefined],
  ["UserConnected", undefined],
  ["CallStart", "CallStarted"],
  ["callended", "CallEnded"],
  ["data.form", "data.from"],
])("other words mean something else: %s is %s", (name, meant) => {
  expect(didYouMean(name, types)).toBe(meant);
});
