import { createHash } from "node:crypto";
import type { Event } from "../../src/catalog/event.ts";
import { type Acceptance, type AcceptedFinding, accept } from "../../src/review/acceptance.ts";
import type { Review } from "../../src/review/change.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { startReplay } from "../../src/review/replay.ts";
import type { SubscriptionRecord } from "../../src/subscription-set/subscription-record.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const sms = "Microsoft.Communication.SMSReceived";
const reports = "Microsoft.Communication.SMSDeliveryReportReceived";
const ended = "Microsoft.Communication.CallEnded";

const queue = (queueName: string) => ({ endpointType: "StorageQueue", queueName });
const kept = (blobContainerName: string) => ({ endpointType: "StorageBlob", blobContainerName });
const labels = (team: string) => [`team=${team}`, `owner=${team}@contoso.example`];

/** What is deployed, in the form of `az … list`. */
const before = [
  {
    name: "support-inbound-sms",
    filter: { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" },
    destination: queue("support"),
    labels: labels("support"),
  },
  {
    name: "billing-reports",
    filter: { includedEventTypes: [reports], subjectBeginsWith: "/phonenumber/1555" },
    destination: { endpointType: "WebHook", endpointBaseUrl: "https://billing.contoso.example/events" },
    deadLetterDestination: kept("undelivered"),
    labels: labels("billing"),
  },
  {
    name: "quality-calls",
    filter: { includedEventTypes: [ended] },
    destination: queue("quality"),
    labels: labels("quality"),
  },
  { name: "unchanged", filter: { includedEventTypes: [reports, ended] }, destination: queue("archive") },
];

/** The same after a change that narrows, widens, changes settings, removes and adds. */
const after = [
  { ...before[0], filter: { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/15551" } },
  {
    ...before[1],
    filter: { includedEventTypes: [reports], subjectBeginsWith: "/phonenumber/" },
    destination: { endpointType: "WebHook", endpointBaseUrl: "https://billing.contoso.example/100%25,now" },
    deadLetterDestination: null,
  },
  before[3],
  {
    name: "archive-calls",
    filter: { includedEventTypes: [ended], subjectBeginsWith: "call/" },
    destination: queue("archive"),
  },
];

const places: Readonly<Record<string, { file: string; line: number }>> = {
  "support-inbound-sms": { file: "infra/teams/support.ts", line: 12 },
  "billing-reports": { file: "infra/teams/billing, and more.ts", line: 7 },
  "archive-calls": { file: "infra/teams/archive.ts", line: 30 },
};

export const sharedBase: readonly SubscriptionRecord[] = readSubscriptionSet(before).subscriptions;
export const sharedHead: readonly SubscriptionRecord[] = readSubscriptionSet(after).subscriptions.map((one) => {
  const declaredAt = places[one.name];
  return declaredAt === undefined ? one : { ...one, declaredAt };
});

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const acceptance = (line: number, finding: AcceptedFinding, reason: string, expires: string): Acceptance => ({
  finding,
  reason,
  expires,
  at: { file: "review-accepted.yaml", line },
});

const acceptances = [
  acceptance(
    1,
    { kind: "id", id: "subscription-removed", subscription: "quality-calls" },
    "Quality reads the archive.",
    "2027-06-30",
  ),
  acceptance(
    5,
    { kind: "id", id: "filter-narrowed", subscription: "support-inbound-sms" },
    "The numbers are given back.",
    "2026-12-31",
  ),
  acceptance(9, { kind: "fingerprint", fingerprint: "0123456789ab" }, "It is merged.", "2027-06-30"),
];

const recorded = (id: string, subject: string): Event => ({
  id,
  eventType: sms,
  subject,
  eventTime: "2027-01-01T00:00:00Z",
  data: {},
});

/** One review with something of everything, for the tests of every form in which it is printed. */
export function sharedReview(): Review {
  const replaying = startReplay(sharedBase, sharedHead);
  replaying.add(recorded("stays", "/phonenumber/15551000000"));
  replaying.add(recorded("goes", "/phonenumber/15552000000"));
  const review = compareSubscriptions(sharedBase, sharedHead, { hash: sha256 });
  return { ...accept(review, acceptances, "2027-01-01"), replay: replaying.result() };
}
