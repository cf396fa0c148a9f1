/**
 * How the platform runs the functions. Event Grid writes base64 into queues, and older texts say plain JSON: without an
 * encoding of the host's, both come to the receiver, which takes both; with one, the host would move the other kind into
 * the poison queue without a call. A message that failed comes again after 30 s, ten times: longer than a lease of the
 * inbox, so that an event whose worker died is taken over before its message is given up.
 */
export const hostJson = {
  version: "2.0",
  extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle", version: "[4.0.0, 5.0.0)" },
  extensions: {
    // Routes are written in full: /api/sms.
    http: { routePrefix: "" },
    queues: {
      messageEncoding: "none",
      visibilityTimeout: "00:00:30",
      maxDequeueCount: 10,
      maxPollingInterval: "00:00:10",
    },
  },
  // The alert rule on the age of messages reads traces: none of them may be left out by sampling.
  logging: { applicationInsights: { samplingSettings: { isEnabled: true, excludedTypes: "Request;Trace" } } },
} as const;
