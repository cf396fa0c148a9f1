/** Something that people look for and that Communication Services publishes no event of. */
interface NoSuchEvent {
  readonly words: RegExp;
  /** That there is none, and what comes nearest. */
  readonly says: string;
}

/**
 * From the published list of event types (`event-types.ts`), the statuses that their payloads document, and the events
 * of Call Automation that go to a callback address (`call-automation-callbacks.ts`).
 */
const noSuchEvents: readonly NoSuchEvent[] = [
  {
    words: /voice ?-?mail|answering machine/i,
    says: "Communication Services publishes no event for a voicemail. The nearest is RecordingFileStatusUpdated: the files of a call recording are ready.",
  },
  {
    words: /missed|unanswered|no ?-?answer|not answered/i,
    says: "Communication Services publishes no event for a missed call. The nearest is IncomingCall: a call rings. No event says that nobody answered.",
  },
  {
    words: /complaint|complain|reported as spam|\bspam\b/i,
    says: 'Communication Services publishes no event for a complaint that a reader makes about an e-mail. The nearest is EmailDeliveryReportReceived: its status "FilteredSpam" or "Quarantined" is set at delivery.',
  },
  {
    words: /call (?:was )?(?:answered|connected|transferred|disconnected)|transfer|dtmf|\btones?\b/i,
    says: "Event Grid gets no event for this. Call Automation sends it to the callback address (callbackUri) of the call, for example CallConnected and CallTransferAccepted.",
  },
  {
    words: /recording (?:has )?(?:started|stopped|begins|paused)|(?:start|stop)\w* (?:of )?(?:a )?recording/i,
    says: "Communication Services publishes no event when a recording starts or stops. The nearest is RecordingFileStatusUpdated: the files of a recording are ready.",
  },
];

/** The sentences about what `words` look for, if no event says it; undefined where nothing is known of the words. */
export function noSuchEvent(words: string): string | undefined {
  return noSuchEvents.find((one) => one.words.test(words))?.says;
}
