/**
 * Names that Call Automation sends to the callback address of one call. They share the prefix of the event types, but
 * Event Grid does not know them, so no subscription can list them. Not complete: the ones that people are known to
 * mistake for event types (Azure-Samples/communication-services-python-quickstarts#81 and the Java event parser).
 */
export const callAutomationCallbacks = Object.freeze([
  "Microsoft.Communication.AddParticipantFailed",
  "Microsoft.Communication.CallConnected",
  "Microsoft.Communication.CallDisconnected",
  "Microsoft.Communication.ParticipantAdded",
  "Microsoft.Communication.ParticipantsUpdated",
  "Microsoft.Communication.RecognizeCompleted",
  "Microsoft.Communication.TranscriptionStarted",
] as const);

/** A callback of Call Automation that is easily mistaken for an event type. */
export type CallAutomationCallback = (typeof callAutomationCallbacks)[number];

/** Whether `name` is one of the listed callbacks. */
export function isCallAutomationCallback(name: string): name is CallAutomationCallback {
  return (callAutomationCallbacks as readonly string[]).includes(name);
}
