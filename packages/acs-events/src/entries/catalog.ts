/** `acs-events/catalog`: what Communication Services emits. */
export type { CloudEvent, DeliverySchema, Event, EventGridEvent } from "../catalog/event.ts";
export {
  type EventGroup,
  type EventType,
  type EventTypeEntry,
  type EventTypeStatus,
  eventTypeNames,
  eventTypes,
  isEventType,
  type Service,
} from "../catalog/event-types.ts";
export { type FormerEventType, formerEventTypes, isFormerEventType } from "../catalog/former-event-types.ts";
export { type Retirement, retirementOf, retirements } from "../catalog/retirements.ts";
export { allSamples, type Sample, samplesOf } from "../catalog/samples.ts";
export { buildSubject, type ParsedSubject, parseSubject, subjectTemplates } from "../catalog/subjects.ts";
