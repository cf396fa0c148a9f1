import type { IncomingEvent } from "./envelope.ts";

/*
 * The proof that an endpoint wants events, in both schemas (Azure documentation, end-point-validation-event-grid-events-schema
 * and end-point-validation-cloud-events-schema). Event Grid asks whenever a subscription is made or changed.
 */

export const validationEventType = "Microsoft.EventGrid.SubscriptionValidationEvent";

/** The answer to a validation event: 200 with the code, nothing else will do; 202 is refused. */
export function answerValidationEvent(event: IncomingEvent): Response {
  const data: unknown = event.data;
  const code = typeof data === "object" && data !== null && "validationCode" in data ? data.validationCode : undefined;
  if (typeof code !== "string" || code === "") return new Response("the validation event has no code", { status: 400 });
  return Response.json({ validationResponse: code });
}

/** The answer to the OPTIONS request of CloudEvents: consent names who asked, since clouds differ in their origin. */
export function answerOptions(request: Request): Response {
  const origin = request.headers.get("WebHook-Request-Origin");
  if (origin === null) return new Response("this is no CloudEvents handshake", { status: 400 });
  const rate = request.headers.get("WebHook-Request-Rate");
  return new Response(null, {
    status: 200,
    headers: {
      "WebHook-Allowed-Origin": origin,
      ...(rate === null ? {} : { "WebHook-Allowed-Rate": "*" }),
      Allow: "POST",
    },
  });
}
