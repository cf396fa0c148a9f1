/**
 * What a Pulumi program needs of acs-events: components for a program of one's own, and `deploy` for a project.
 */
export {
  AcsEvents,
  type AcsEventsArgs,
  type AcsEventsOptions,
  type ExistingCommunicationService,
  type NewCommunicationService,
} from "./acs-events.ts";
export { type Deployed, type DeployOptions, deploy } from "./deploy.ts";
export type {
  AzureFunctionArgs,
  EndpointArgs,
  ExistingResourceArgs,
  StorageQueueArgs,
  WebhookArgs,
  WebhookSecrets,
} from "./endpoint-args.ts";
export {
  type DeadLettersArgs,
  type DeclaredSubscriptionOptions,
  EventSubscriptions,
  type EventSubscriptionsArgs,
  type PendingSubscription,
} from "./event-subscriptions.ts";
export type { FastRegistration } from "./fast-registration.ts";
export type { EventsResourceKind, ResourceArgs, Transform } from "./inner-resources.ts";
export type { TopicArgs, TopicReference } from "./topic.ts";
