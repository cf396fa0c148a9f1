import { filter } from "../../filter-builder/filter.ts";
import type { SubscriptionDeclaration } from "../subscription.ts";
import { describeOptions } from "./describe-options.ts";
import { fromTemplate } from "./from-template.ts";
import type { Template, TemplateOptions } from "./template.ts";

export interface ChatArchiveOptions extends TemplateOptions {
  /** Messages alone, without what happens to threads and who takes part. If omitted, both. */
  readonly messagesOnly?: boolean;
}

const messages = [
  "Microsoft.Communication.ChatMessageReceivedInThread",
  "Microsoft.Communication.ChatMessageEditedInThread",
  "Microsoft.Communication.ChatMessageDeletedInThread",
] as const;

const threads = [
  "Microsoft.Communication.ChatThreadCreated",
  "Microsoft.Communication.ChatThreadPropertiesUpdated",
  "Microsoft.Communication.ChatThreadParticipantAdded",
  "Microsoft.Communication.ChatThreadParticipantRemoved",
  "Microsoft.Communication.ChatThreadDeleted",
] as const;

const eventTypes = [...messages, ...threads] as const;

export const chatArchiveTemplate: Template = Object.freeze({
  name: "chat-archive",
  function: "chatArchive",
  summary: "everything that happens in chat threads, to be kept",
  catches:
    "Every message that is written, edited or deleted in a chat thread, and what happens to threads and their participants, once per thread.",
  leavesOut: "Does not include the copies that come once per user, typing indicators and commands to bots.",
  subscription: "archive",
  eventTypes,
  options: describeOptions<ChatArchiveOptions>({
    messagesOnly: {
      kind: "boolean",
      required: false,
      description: "Messages alone, without what happens to threads and their participants",
      example: "true",
      otherwise: "threads and their participants too",
    },
  }),
});

/** All that happens in chat threads: `...chatArchive("archive", { endpoint: "archive-hub" })`. */
export function chatArchive(name: string, options: ChatArchiveOptions): readonly SubscriptionDeclaration[] {
  return fromTemplate(chatArchiveTemplate, name, options, ({ messagesOnly = false }) => [
    { filter: messagesOnly ? filter({ eventTypes: messages }) : filter({ eventTypes }) },
  ]);
}
