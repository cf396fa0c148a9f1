import type { FindingDefinition } from "../filters/finding-definitions.ts";
import { type ReviewFindingId, reviewFindings } from "./change.ts";

/** The words of each definition; `reviewFindings` has the levels. */
const words: Readonly<Record<ReviewFindingId, Pick<FindingDefinition, "says" | "todo">>> = {
  "events-unreceived": {
    says: "There are events that a subscription matched before, and that no subscription matches now.",
    todo: "Widen a filter again, or make sure that nobody needs them.",
  },
  "events-unreceived-undecided": {
    says: "Whether there are events that no subscription matches now could not be decided; the message says why.",
    todo: "Look at the filters by hand, or replay recorded events.",
  },
  "filter-never-matches": {
    says: "There is no event that the new filter matches.",
    todo: "Fix one of the conditions that it names. Compare the subject with those that `npx acs-events catalog` shows.",
  },
  "filter-narrowed": {
    says: "Some events stop arriving, and none is new. Where no event that stops is documented, the message says so.",
    todo: "Ask the handler's owner whether the event that is shown may go.",
  },
  "filter-overlapping": {
    says: "Some events stop arriving, others start, and some go on arriving.",
    todo: "Ask about both events that are shown: may the one go, can the handler take the other?",
  },
  "filter-disjoint": {
    says: "No event that arrived before arrives any more.",
    todo: "Look whether it should be another subscription with a name of its own.",
  },
  "filter-undecided": {
    says: "How the filter changes could not be decided; the message says why.",
    todo: "Look at the filter by hand, or replay recorded events through both.",
  },
  "filter-keys-change-meaning": {
    says: "The delivery schema changes, and a filter is on a key of the envelope, which the two schemas name differently.",
    todo: "Write the key as the new schema has it, or filter on what both have: subject, id, and what lies below data.",
  },
  "filter-widened": {
    says: "More events arrive; none of those before is missing.",
    todo: "See that the handler can take the event that is shown.",
  },
  "filter-same": {
    says: "The filter is written differently and matches the same events.",
    todo: "Nothing.",
  },
  "subscription-removed": {
    says: "A subscription is gone; its endpoint no longer gets these events by it.",
    todo: "See that its owner knows.",
  },
  "subscription-renamed": {
    says: "A subscription has another name: same team, topic and endpoint, and the same filter or one that has events in common with it. Pulumi creates the new one and then deletes the old one, so events in between arrive twice. Terraform deletes first, unless told otherwise; a template deletes nothing. The message says which.",
    todo: "Make sure that the handler ignores an event that it has seen, or keep the old name. A call that is offered twice must not be answered twice.",
  },
  "subscription-pending": {
    says: "A subscription that was deployed is pending: its endpoint has no address any more.",
    todo: "Give the endpoint its address again, or see that nobody needs the events.",
  },
  "subscription-live": {
    says: "A subscription that waited for its endpoint, or had expired, is deployed now; events begin to arrive.",
    todo: "See that the handler is ready.",
  },
  "events-still-delivered": {
    says: "The endpoint still gets every documented event that it got by this subscription, by others: a split or a merge that loses nothing.",
    todo: "Nothing.",
  },
  "subscription-added": {
    says: "A subscription is new.",
    todo: "Nothing.",
  },
  "destination-changed": {
    says: "Events go somewhere else, or arrive there in another way.",
    todo: "Have the new endpoint ready before it is deployed; a webhook is asked for its consent.",
  },
  "delivery-schema-changed": {
    says: "Events arrive in another schema: another envelope, other keys for filters, and the subscription is made anew.",
    todo: "Deploy a handler that reads both schemas first.",
  },
  "delivery-identity-changed": {
    says: "Event Grid delivers with another identity.",
    todo: "Give the identity its role on the endpoint first.",
  },
  "dead-letter-identity-changed": {
    says: "Event Grid writes undelivered events with another identity.",
    todo: "Give the identity its role on the container first.",
  },
  "minimum-tls-lowered": {
    says: "Event Grid may call the webhook with an older TLS version than before.",
    todo: "Keep 1.2 unless the endpoint speaks no newer version; then plan for its upgrade.",
  },
  "minimum-tls-raised": {
    says: "Event Grid no longer calls the webhook with an older TLS version.",
    todo: "Make sure that the endpoint speaks the new version; else nothing is delivered.",
  },
  "delivery-attempts-reduced": {
    says: "Event Grid tries less often before it gives up.",
    todo: "See that the handler is never down for longer than the attempts take.",
  },
  "delivery-attempts-raised": {
    says: "Event Grid tries more often before it gives up.",
    todo: "Nothing.",
  },
  "time-to-live-reduced": {
    says: "Event Grid gives an event up sooner.",
    todo: "See that the handler is never down for that long.",
  },
  "time-to-live-raised": {
    says: "Event Grid goes on trying for longer.",
    todo: "See that the handler can take events that are so old.",
  },
  "dead-letters-dropped": {
    says: "Events that could not be delivered were kept, and are not any more.",
    todo: "Give it a dead-letter destination again.",
  },
  "dead-letters-moved": {
    says: "Events that could not be delivered are kept in another place.",
    todo: "Tell whoever looks at them, and empty the old place.",
  },
  "dead-letters-kept": {
    says: "Events that could not be delivered are kept now.",
    todo: "Say who looks at them.",
  },
  "expiry-changed": {
    says: "Event Grid removes the subscription on another day than before, or no longer does.",
    todo: "Set a reminder for that date.",
  },
  "stack-changed": {
    says: "Another stack deploys the subscription than before.",
    todo: "Move it by `pulumi state move` before the next deployment; docs/stacks.md says how.",
  },
  "same-event-twice": {
    says: "An endpoint gets the same event by two subscriptions.",
    todo: "Let one of the filters omit what the other matches.",
  },
  "subscription-shadowed": {
    says: "Everything that a subscription matches reaches its endpoint by another one too: each such event arrives twice.",
    todo: "Remove the one that lies inside the other, or let the other omit these events.",
  },
  "hidden-value-changed": {
    says: "A value that is secret, or known only once it is deployed, changes: Pulumi says so, and not to what.",
    todo: "Ask the author what it changes to; a new address has to be ready before it is deployed.",
  },
  "hidden-value-unknown": {
    says: "A value is hidden, and nothing says whether it is the same on both sides.",
    todo: "Compare by `pulumi preview --json --show-sames`, which knows.",
  },
  "subscriptions-incomplete": {
    says: "What does not change is omitted, so that nothing is said across subscriptions.",
    todo: "Give what `pulumi preview --json --show-sames` prints.",
  },
  "default-event-types-assumed": {
    says: "A subscription lists no event types. Azure then chooses its default ones when the subscription is created, and which these are is not known. The review takes every current type to be one (assumption `default-event-types`).",
    todo: "List the event types that are meant.",
  },
  "number-form-assumed": {
    says: "Events are lost if the telephone number in a text message has a plus sign, and none are if it has none. The sources differ on which it is.",
    todo: "List both forms of the number, or filter on the subject, which has no plus.",
  },
  "acceptance-expired": {
    says: "A finding was accepted until a day that is over; it counts again.",
    todo: "Fix what was accepted, or accept it again with a reason and a new date.",
  },
  "acceptance-unused": {
    says: "An acceptance fits no finding of this change.",
    todo: "Take it out of the file when the change that it was for is merged.",
  },
};

/** The definition of every finding of a review. The reference pages and SARIF show these words. */
export const findingDefinitions = Object.freeze(
  Object.fromEntries(
    Object.entries(words).map(([id, one]) => [id, { level: reviewFindings[id as ReviewFindingId], ...one }]),
  ),
) as Readonly<Record<ReviewFindingId, FindingDefinition>>;
