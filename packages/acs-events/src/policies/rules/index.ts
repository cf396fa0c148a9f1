import { communicationServiceProtected } from "./communication-service-protected.ts";
import { dataLocationAllowed } from "./data-location-allowed.ts";
import { deliveryByIdentity } from "./delivery-by-identity.ts";
import { eventTypesListed } from "./event-types-listed.ts";
import { eventTypesNotRetiring } from "./event-types-not-retiring.ts";
import { filterCanMatch } from "./filter-can-match.ts";
import { filterMatchesDocumentedEvents } from "./filter-matches-documented-events.ts";
import { filterNotShadowed } from "./filter-not-shadowed.ts";
import { globalLocation } from "./global-location.ts";
import { localAuthenticationOff } from "./local-authentication-off.ts";
import { oneTopicPerSource } from "./one-topic-per-source.ts";
import { ownerLabelled } from "./owner-labelled.ts";
import { prefixEndsAtSegment } from "./prefix-ends-at-segment.ts";
import { previewStackExpires } from "./preview-stack-expires.ts";
import { publicNetworkAccessStated } from "./public-network-access-stated.ts";
import { retryWithinBounds } from "./retry-within-bounds.ts";
import type { Rule } from "./rule.ts";
import { sameEventOncePerEndpoint } from "./same-event-once-per-endpoint.ts";
import { sharedEventTypesHavePrefix } from "./shared-event-types-have-prefix.ts";
import { storageAccountClosed } from "./storage-account-closed.ts";
import { subscriptionNamedForTeam } from "./subscription-named-for-team.ts";
import { teamQuota } from "./team-quota.ts";
import { topicHasDiagnostics } from "./topic-has-diagnostics.ts";
import { topicQuota } from "./topic-quota.ts";
import { undeliveredEventsKept } from "./undelivered-events-kept.ts";
import { undeliveredEventsKeptElsewhere } from "./undelivered-events-kept-elsewhere.ts";
import { webhookAuthenticated } from "./webhook-authenticated.ts";
import { webhookHostAllowed } from "./webhook-host-allowed.ts";
import { webhookSecretEncrypted } from "./webhook-secret-encrypted.ts";
import { webhookTls } from "./webhook-tls.ts";

/** Every policy there is, in the order of docs/reference/policies/index.md. */
export const rules: readonly Rule[] = Object.freeze([
  // Events are not lost.
  undeliveredEventsKept,
  undeliveredEventsKeptElsewhere,
  retryWithinBounds,
  eventTypesNotRetiring,
  topicHasDiagnostics,
  communicationServiceProtected,
  // Filters say what is meant.
  eventTypesListed,
  sharedEventTypesHavePrefix,
  prefixEndsAtSegment,
  filterCanMatch,
  filterMatchesDocumentedEvents,
  filterNotShadowed,
  sameEventOncePerEndpoint,
  // Nobody else reads or writes.
  webhookTls,
  webhookHostAllowed,
  webhookAuthenticated,
  webhookSecretEncrypted,
  deliveryByIdentity,
  localAuthenticationOff,
  publicNetworkAccessStated,
  dataLocationAllowed,
  storageAccountClosed,
  // Azure takes it, and people find their way.
  globalLocation,
  oneTopicPerSource,
  topicQuota,
  teamQuota,
  subscriptionNamedForTeam,
  ownerLabelled,
  previewStackExpires,
]);

/** The rule of a name, for those who have a name from outside. */
export function ruleNamed(name: string): Rule | undefined {
  return rules.find((rule) => rule.name === name);
}
