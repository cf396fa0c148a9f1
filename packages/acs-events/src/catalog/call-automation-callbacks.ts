/**
 * Names that Call Automation sends to the callback address of one call (`callbackUri` of the request that answers or
 * creates the call). They share the prefix of the event types, but Event Grid does not know them, so no subscription can
 * list them. Sources: the event parser of `@azure/communication-call-automation` 1.6.0, which has the first part; the
 * Java client library, which has the second; the Calling Server previews of 2021 and 2022, the third.
 */
export const callAutomationCallbacks = Object.freeze([
  "Microsoft.Communication.AddParticipantFailed",
  "Microsoft.Communication.AddParticipantSucceeded",
  "Microsoft.Communication.AnswerFailed",
  "Microsoft.Communication.CallConnected",
  "Microsoft.Communication.CallDisconnected",
  "Microsoft.Communication.CallTransferAccepted",
  "Microsoft.Communication.CallTransferFailed",
  "Microsoft.Communication.CancelAddParticipantFailed",
  "Microsoft.Communication.CancelAddParticipantSucceeded",
  "Microsoft.Communication.ConnectFailed",
  "Microsoft.Communication.ContinuousDtmfRecognitionStopped",
  "Microsoft.Communication.ContinuousDtmfRecognitionToneFailed",
  "Microsoft.Communication.ContinuousDtmfRecognitionToneReceived",
  "Microsoft.Communication.CreateCallFailed",
  "Microsoft.Communication.HoldFailed",
  "Microsoft.Communication.MediaStreamingFailed",
  "Microsoft.Communication.MediaStreamingStarted",
  "Microsoft.Communication.MediaStreamingStopped",
  "Microsoft.Communication.MoveParticipantFailed",
  "Microsoft.Communication.MoveParticipantSucceeded",
  "Microsoft.Communication.ParticipantsUpdated",
  "Microsoft.Communication.PlayCanceled",
  "Microsoft.Communication.PlayCompleted",
  "Microsoft.Communication.PlayFailed",
  "Microsoft.Communication.PlayStarted",
  "Microsoft.Communication.RecognizeCanceled",
  "Microsoft.Communication.RecognizeCompleted",
  "Microsoft.Communication.RecognizeFailed",
  "Microsoft.Communication.RecordingStateChanged",
  "Microsoft.Communication.RemoveParticipantFailed",
  "Microsoft.Communication.RemoveParticipantSucceeded",
  "Microsoft.Communication.SendDtmfTonesCompleted",
  "Microsoft.Communication.SendDtmfTonesFailed",
  "Microsoft.Communication.StartRecordingFailed",
  "Microsoft.Communication.TranscriptionFailed",
  "Microsoft.Communication.TranscriptionStarted",
  "Microsoft.Communication.TranscriptionStopped",
  "Microsoft.Communication.TranscriptionUpdated",
  "Microsoft.Communication.DialogCompleted",
  "Microsoft.Communication.DialogConsent",
  "Microsoft.Communication.DialogFailed",
  "Microsoft.Communication.DialogHangup",
  "Microsoft.Communication.DialogLanguageChange",
  "Microsoft.Communication.DialogSensitivityUpdate",
  "Microsoft.Communication.DialogStarted",
  "Microsoft.Communication.DialogTransfer",
  "Microsoft.Communication.TeamsComplianceRecordingStateChanged",
  "Microsoft.Communication.TeamsRecordingStateChanged",
  "Microsoft.Communication.TranscriptionResumed",
  "Microsoft.Communication.AddParticipantResult",
  "Microsoft.Communication.CallConnectionStateChanged",
  "Microsoft.Communication.CallLegStateChanged",
  "Microsoft.Communication.CallRecordingStateChanged",
  "Microsoft.Communication.DtmfReceived",
  "Microsoft.Communication.InviteParticipantResult",
  "Microsoft.Communication.PlayAudioResult",
  "Microsoft.Communication.ToneReceived",
  // In no client library, but in a public list of "event types" (Azure-Samples/communication-services-python-quickstarts#81).
  "Microsoft.Communication.ParticipantAdded",
] as const);

/** A callback of Call Automation that is easily mistaken for an event type. */
export type CallAutomationCallback = (typeof callAutomationCallbacks)[number];

const names: ReadonlySet<string> = new Set(callAutomationCallbacks);

/** Whether `name` is one of the listed callbacks. */
export function isCallAutomationCallback(name: string): name is CallAutomationCallback {
  return names.has(name);
}
