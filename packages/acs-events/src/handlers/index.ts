/*
 * The library of event handlers. Nothing here needs Pulumi, and the entry has no top-level await. What needs a package
 * of its own is a sub-entry: /sqlite, /table, /storage-queue, /service-bus, /entra, /pino.
 */
export type { EventType } from "../catalog/event-types.ts";
export type { Payload } from "../catalog/payloads/payload.ts";
export type { Authentication, AuthenticationResult, RequestHead } from "./authentication.ts";
export {
  type DeadLetters,
  type KeptBecause,
  type KeptEvent,
  type KeptEventStore,
  memoryDeadLetters,
  type StoredKeptEvent,
} from "./dead-letters.ts";
export type { Delivery } from "./delivery.ts";
export type { ReceivedEvent, ReplayOf, TraceContext, TypedEvent } from "./event.ts";
export {
  EffectDidNotHappen,
  type Handler,
  type HandlerContext,
  type HandlerMap,
  HandlersProblem,
  type NamedHandlers,
  PermanentFailure,
  UncertainEffect,
} from "./handler.ts";
export { type HandledSubscription, handles } from "./handles.ts";
export type { HandshakeOptions } from "./handshake.ts";
export { type HttpServer, type HttpServerOptions, startHttpServer } from "./http-server.ts";
export type {
  Claim,
  Completion,
  DeferredEvent,
  EffectState,
  Inbox,
  InboxKey,
  Lease,
  OutboxStore,
  TakenMessage,
} from "./inbox.ts";
export { type LogFields, type Logger, silentLogger } from "./log.ts";
export { memoryInbox } from "./memory-inbox.ts";
export { type MemoryQueue, memoryQueue } from "./memory-queue.ts";
export type { OutboxMessage } from "./outbox.ts";
export { type OutboxRelay, type OutboxRelayOptions, outboxRelay, type SendMessage } from "./outbox-relay.ts";
export type { PlainRequest, PlainResponse } from "./plain-http.ts";
export type { Queue, QueueMessage } from "./queue.ts";
export { type QueueWorker, type QueueWorkerOptions, queueWorker } from "./queue-worker.ts";
export { type Receiver, type ReceiverOptions, type ReceiverSettings, receiver } from "./receiver.ts";
export { type SharedSecret, sharedSecret } from "./shared-secret.ts";
export { type Stop, stopOnSignal } from "./stop-on-signal.ts";
export { type BlobDeadLettersOptions, blobDeadLetters, folderDeadLetters } from "./stored-dead-letters.ts";
export type { MessageBody, MessageOutcome } from "./take-message.ts";
