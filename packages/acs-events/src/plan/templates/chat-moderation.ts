import { filter } from "../../filter-builder/filter.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface ChatModerationOptions extends TemplateOptions {
  /** Raw ids of senders who are not looked at: your own bot, or it would moderate what it writes. If omitted, nobody. */
  readonly exceptFrom?: readonly string[];
}

const eventTypes = [
  "Microsoft.Communication.ChatMessageReceivedInThread",
  "Microsoft.Communication.ChatMessageEditedInThread",
] as const;

export const chatModerationTemplate: Template = Object.freeze({
  name: "chat-moderation",
  function: "chatModeration",
  summary: "what is written in chat threads",
  catches: "Every message that is written or edited in a chat thread, once per thread however many read it.",
  leavesOut:
    "Does not include the copies that come once per user, deleted messages, and who comes and goes (chatArchive).",
  subscription: "messages",
  eventTypes,
  options: describeOptions<ChatModerationOptions>({
    exceptFrom: {
      kind: "texts",
      required: false,
      description: "Raw ids of senders who are not looked at, such as your own bot",
      example: "8:acs:3a4b0000-0000-4000-8000-000000000000_00000011-2233",
      otherwise: "everybody is looked at",
      problem: rawIdProblem,
    },
  }),
});

/** Messages of all chat threads: `...chatModeration("messages", { endpoint: "chat-handlers" })`. */
export function chatModeration(name: string, options: ChatModerationOptions): readonly SubscriptionDeclaration[] {
  return fromTemplate(chatModerationTemplate, name, options, ({ exceptFrom = [] }) => {
    const senders = [...new Set(exceptFrom)];
    if (senders.length === 0) return [{ filter: filter({ eventTypes }) }];
    return [
      {
        filter: filter({
          eventTypes,
          where: (event) => [event.data.senderCommunicationIdentifier.rawId.isNotIn(...senders)],
        }),
      },
    ];
  });
}

/** What is wrong with a raw id, as events have it: `8:acs:…` a user, `4:+1206…` a number, `8:orgid:…` a Teams user. */
function rawIdProblem(value: string): string | undefined {
  if (/^[0-9]+:[^\s/]+$/.test(value)) return undefined;
  return `${shown(value)} is not a raw id. A raw id begins with the kind of user and a colon, for example "8:acs:" or "4:+1206…". It has no spaces and no slashes. Copy it from rawId of an event.`;
}
