import samples from "./data/samples.json" with { type: "json" };
import type { CloudEvent, EventGridEvent } from "./event.ts";

/** One published example of an event, as it was published: placeholders such as `{thread-id}` are left in it. */
export type Sample = {
  readonly type: string;
  /** `article`: the first one (2020); `docs`: today's pages; `rest-api-specs`: the specification; `sdk-test`: a client library. */
  readonly origin: "article" | "docs" | "rest-api-specs" | "sdk-test";
  /** Only parts of the event were published. */
  readonly partial?: true;
  readonly variant?: string;
  /** What is odd about it. */
  readonly note?: string;
} & (
  | { readonly envelope: "eventgrid"; readonly payload: EventGridEvent }
  | { readonly envelope: "cloudevents-1.0"; readonly payload: CloudEvent }
);

// The file is ours, and the catalog's tests hold every sample to its envelope.
const all = samples as unknown as readonly Sample[];

/** Every published sample, 152 of them. */
export function allSamples(): readonly Sample[] {
  return all;
}

/** The samples of one event type, old names included, in the order: article, documentation, specification. */
export function samplesOf(type: string): readonly Sample[] {
  const order: readonly Sample["origin"][] = ["article", "docs", "rest-api-specs", "sdk-test"];
  return all.filter((sample) => sample.type === type).sort((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin));
}

/** The order in which the first article lists its ten event types. */
const articleOrder = [
  "SMSDeliveryReportReceived",
  "SMSReceived",
  "ChatMessageReceived",
  "ChatMessageEdited",
  "ChatMessageDeleted",
  "ChatThreadCreatedWithUser",
  "ChatThreadWithUserDeleted",
  "ChatThreadPropertiesUpdatedPerUser",
  "ChatMemberAddedToThreadWithUser",
  "ChatMemberRemovedFromThreadWithUser",
];

/** The ten sample events of "Event handling in Azure Communication Services" (2020), in its order, two old names among them. */
export function articleEvents(): readonly EventGridEvent[] {
  return articleOrder.flatMap((name) =>
    all.flatMap((sample) =>
      sample.origin === "article" &&
      sample.envelope === "eventgrid" &&
      sample.type === `Microsoft.Communication.${name}`
        ? [sample.payload]
        : [],
    ),
  );
}
