import { filter } from "../../filter-builder/filter.ts";
import { recipientEnd } from "../../filter-builder/subject-suffixes.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import type { Filter } from "../../filters/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface WhatsappMessagesOptions extends TemplateOptions {
  /** Only messages to these channels, by registration id. If omitted, all channels. */
  readonly channels?: readonly string[];
  /** Also messages of yours that failed, as a second subscription with `-failures` behind the name. If omitted, no. */
  readonly failures?: boolean;
}

const received = ["Microsoft.Communication.AdvancedMessageReceived"] as const;
const statusUpdated = ["Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated"] as const;

export const whatsappMessagesTemplate: Template = Object.freeze({
  name: "whatsapp-messages",
  function: "whatsappMessages",
  summary: "WhatsApp messages that people send to your channels",
  catches:
    "Every WhatsApp message that comes in, with text, media, a reaction or a reply, whether or not the sender hides the number.",
  leavesOut:
    "Does not include that your own messages were sent, delivered or read, and what analysis makes of messages.",
  subscription: "whatsapp",
  eventTypes: [...received, ...statusUpdated],
  options: describeOptions<WhatsappMessagesOptions>({
    channels: {
      kind: "texts",
      required: false,
      description: "Only messages to these channels, by their registration ids",
      example: "75476a19-a68d-4e10-806c-3680f099e069",
      otherwise: "all channels",
      problem: channelProblem,
    },
    failures: {
      kind: "boolean",
      required: false,
      description: "Also messages of yours that failed, as a second subscription with -failures behind the name",
      example: "true",
      otherwise: "no",
    },
  }),
});

/** WhatsApp messages to your channels: `...whatsappMessages("whatsapp", { endpoint: "support-queue" })`. */
export function whatsappMessages(name: string, options: WhatsappMessagesOptions): readonly SubscriptionDeclaration[] {
  return fromTemplate(whatsappMessagesTemplate, name, options, ({ channels = [], failures = false }) => {
    const distinct = [...new Set(channels)];
    return [
      { filter: messagesTo(distinct) },
      ...(failures ? [{ suffix: "-failures", filter: failuresOf(distinct) }] : []),
    ];
  });
}

/** The channel is the end of the subject. The sender in front of it is not a number where the person hides it. */
function messagesTo(channels: readonly string[]): Filter {
  const [first, ...others] = channels;
  if (first === undefined) return filter({ eventTypes: received });
  if (others.length === 0) return filter({ eventTypes: received, subjectEndsWith: recipientEnd(first) });
  const ends = channels.map((channel) => recipientEnd(channel));
  return filter({ eventTypes: received, where: (event) => [event.subject.endsWith(...ends)] });
}

/** By the payload: a published CloudEvents sample has no subject, and subjects of these events do not name the channel. */
function failuresOf(channels: readonly string[]): Filter {
  return filter({
    eventTypes: statusUpdated,
    where: ({ data: { status, from } }) => [
      status.isIn("Failed"),
      ...(channels.length === 0 ? [] : [from.isIn(...channels)]),
    ],
  });
}

function channelProblem(value: string): string | undefined {
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return undefined;
  return `${shown(value)} is not a registration id of a channel, which is a GUID like "75476a19-a68d-4e10-806c-3680f099e069" and not the number. It is at the end of the subject of every message to the channel.`;
}
