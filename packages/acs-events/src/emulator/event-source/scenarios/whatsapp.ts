import type { EventGridEvent } from "../../../catalog/event.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { stableGuid } from "../../resources/stable-guid.ts";
import { digitsOf } from "./identifiers.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

export interface WhatsAppMessage {
  /** The customer's number. */
  readonly from: string;
  /** The id of our channel; if omitted, one that is always the same. */
  readonly channel?: string | undefined;
  readonly text: string;
}

const ownChannel = stableGuid("whatsapp channel");

/** A WhatsApp message that came in. */
export function whatsAppMessage(message: WhatsAppMessage, context: ScenarioContext): readonly EventGridEvent[] {
  const { from, channel = ownChannel, text } = message;
  const senderId = digitsOf(from);
  return [
    likeSample(
      "Microsoft.Communication.AdvancedMessageReceived",
      {
        subject: { senderId, channelRegistrationId: channel },
        data: { content: text, from: senderId, to: channel, receivedTimestamp: timeOf(context.now) },
        sample: ({ origin, variant }) => origin === "docs" && variant === "text",
      },
      context,
    ),
  ];
}

export interface WhatsAppStatus {
  readonly to: string;
  readonly channel?: string | undefined;
  /** In the order in which they come: `Sent`, `Delivered`, `Read` or `Failed`. */
  readonly statuses: readonly string[];
}

/** What became of a WhatsApp message that was sent, all statuses of the one message. */
export function whatsAppStatus(
  { to, channel = ownChannel, statuses }: WhatsAppStatus,
  context: ScenarioContext,
): readonly EventGridEvent[] {
  const messageId = randomGuid(context.random);
  return statuses.map((status, index) => {
    const isFailed = status === "Failed";
    return likeSample(
      "Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated",
      {
        subject: { messageId, status },
        data: {
          messageId,
          status,
          from: channel,
          to: digitsOf(to),
          receivedTimestamp: timeOf(context.now, index * 2),
        },
        sample: ({ origin, variant }) => origin === "docs" && variant === (isFailed ? "Failed" : "Sent"),
        after: index * 2,
      },
      context,
    );
  });
}
