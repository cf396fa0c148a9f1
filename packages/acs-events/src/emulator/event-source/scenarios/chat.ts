import type { EventGridEvent } from "../../../catalog/event.ts";
import { randomGuid } from "../../delivery/random-guid.ts";
import { identifierOf } from "./identifiers.ts";
import { likeSample, type ScenarioContext, timeOf } from "./like-sample.ts";

export interface ChatOptions {
  /** Names or raw ids; the first one begins the thread and writes. At least two. */
  readonly members: readonly string[];
  readonly text: string;
  readonly topic?: string | undefined;
  /** The id of a thread that is there already: then only the message is sent. */
  readonly thread?: string | undefined;
}

/**
 * A chat thread that begins, and a message in it. Both are published once for the thread, and once for each member: a
 * message for each but its sender.
 */
export function chatThread(options: ChatOptions, context: ScenarioContext): readonly EventGridEvent[] {
  const { now, random } = context;
  const threadId = options.thread ?? `19:${randomGuid(random).replaceAll("-", "")}@thread.v2`;
  const people = options.members.map((name) => ({ name, identifier: identifierOf(name) }));
  const [sender, ...others] = people;
  if (sender === undefined) return [];
  const about = { ...options, threadId, people, sender, others };
  const begins = options.thread === undefined ? begun(about, context) : [];
  return [...begins, ...said(about, context)].map((event) => ({ ...event, eventTime: timeOf(now) }));
}

interface Person {
  readonly name: string;
  readonly identifier: ReturnType<typeof identifierOf>;
}

interface Thread extends ChatOptions {
  readonly threadId: string;
  readonly people: readonly Person[];
  readonly sender: Person;
  readonly others: readonly Person[];
}

function begun({ threadId, people, sender, topic }: Thread, context: ScenarioContext): readonly EventGridEvent[] {
  const { now, random } = context;
  const actorRawId = sender.identifier.rawId;
  const participants = people.map(({ name, identifier }) => ({
    displayName: name,
    participantCommunicationIdentifier: identifier,
  }));
  const common = {
    createdByCommunicationIdentifier: sender.identifier,
    ...(topic === undefined ? {} : { properties: { topic } }),
    participants,
    createTime: timeOf(now),
    version: now,
    threadId,
    transactionId: randomGuid(random),
  };
  return [
    likeSample(
      "Microsoft.Communication.ChatThreadCreated",
      { subject: { threadId, actorRawId }, data: common },
      context,
    ),
    ...people.map(({ identifier }) =>
      likeSample(
        "Microsoft.Communication.ChatThreadCreatedWithUser",
        {
          subject: { threadId, actorRawId, recipientRawId: identifier.rawId },
          data: {
            ...common,
            createdBy: actorRawId,
            members: people.map((one) => ({ displayName: one.name, memberId: one.identifier.rawId })),
            recipientId: identifier.rawId,
            recipientCommunicationIdentifier: identifier,
          },
        },
        context,
      ),
    ),
  ];
}

function said({ threadId, sender, others, text }: Thread, context: ScenarioContext): readonly EventGridEvent[] {
  const { now, random } = context;
  const actorRawId = sender.identifier.rawId;
  const common = {
    messageBody: text,
    messageId: String(now),
    metadata: undefined,
    senderCommunicationIdentifier: sender.identifier,
    senderDisplayName: sender.name,
    composeTime: timeOf(now),
    type: "Text",
    threadId,
    transactionId: randomGuid(random),
  };
  return [
    likeSample(
      "Microsoft.Communication.ChatMessageReceivedInThread",
      { subject: { threadId, actorRawId }, data: { ...common, version: String(now) } },
      context,
    ),
    ...others.map(({ identifier }) =>
      likeSample(
        "Microsoft.Communication.ChatMessageReceived",
        {
          subject: { threadId, actorRawId, recipientRawId: identifier.rawId },
          data: {
            ...common,
            version: now,
            senderId: actorRawId,
            recipientId: identifier.rawId,
            recipientCommunicationIdentifier: identifier,
          },
        },
        context,
      ),
    ),
  ];
}
