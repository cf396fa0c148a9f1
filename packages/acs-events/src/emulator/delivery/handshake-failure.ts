import { requestOrigin } from "./envelope.ts";
import type { LocalAnswer } from "./local-http.ts";
import { responseLimit } from "./retry.ts";

/*
 * Why a handshake failed, for the person who has to make the endpoint agree: what it answered, and what is wanted. The
 * first words are Azure's where people have published them.
 */

const wantedBody = '{ "validationResponse": "<the code>" }';

const question =
  "Event Grid posts an array with one event, whose eventType is Microsoft.EventGrid.SubscriptionValidationEvent and whose data.validationCode is the code";

/** After an answer to `POST` in the Event Grid schema that is not 200. */
export function postFailure(answer: LocalAnswer): string {
  const failed = failure("POST", answer);
  if (answer.kind !== "answered") return failed;
  const { status } = answer;
  if (status > 200 && status < 300) {
    return `${failed}; a handshake needs 200, with the body ${wantedBody}`;
  }
  return `${failed}; ${hintFor("POST", answer) ?? `${question}; it needs 200 with the body ${wantedBody}`}`;
}

/** After 200 with a body that is not the one that is wanted. */
export function bodyFailure(body: string, code: string): string {
  const found = `Http POST request returned 200 without the validation code in its body; it has to be ${wantedBody}`;
  const misspelt = misspeltProperty(body, code);
  if (misspelt !== undefined) {
    return `${found}, and has ${JSON.stringify(misspelt)}; whether Azure takes that spelling is not documented`;
  }
  if (body.trim().replaceAll('"', "") === code) return `${found}, and is the code alone`;
  // Azure would now be in the state AwaitingManualAction for ten minutes; tools give up on it
  // (hashicorp/terraform-provider-azurerm#25689).
  return `${found}. The local Azure does not wait for somebody to open the validation URL`;
}

/** After an answer to `OPTIONS` for CloudEvents that is no success. */
export function optionsFailure(answer: LocalAnswer): string {
  const failed = failure("OPTIONS", answer);
  if (answer.kind !== "answered") return failed;
  return `${failed}; ${hintFor("OPTIONS", answer) ?? wantedOptions}`;
}

/** After a success that does not allow Event Grid's origin. */
export function originFailure(status: number, allowed: unknown): string {
  const found = allowed === undefined ? "no WebHook-Allowed-Origin" : `WebHook-Allowed-Origin: ${String(allowed)}`;
  const cors = allowed === undefined ? "; an answer of CORS middleware does not have that header" : "";
  return `Http OPTIONS request returned ${status} with ${found}; it has to allow "${requestOrigin}" or "*"${cors}`;
}

const wantedOptions = `CloudEvents are validated by OPTIONS, not by POST: answer it with 200 and the header WebHook-Allowed-Origin: ${requestOrigin}`;

function failure(method: "POST" | "OPTIONS", answer: LocalAnswer): string {
  switch (answer.kind) {
    case "answered":
      return `Http ${method} request failed with response code ${answer.status}`;
    case "timed-out":
      return `Http ${method} request was not answered within ${responseLimit / 1000} seconds`;
    case "no-connection":
      return `Http ${method} request failed: nobody answers at the local handler (${answer.code}); is it running?`;
  }
}

/** What the status alone says of the cause. */
function hintFor(
  method: "POST" | "OPTIONS",
  { status, headers }: Extract<LocalAnswer, { readonly kind: "answered" }>,
): string | undefined {
  if (status >= 300 && status < 400) {
    const location = headers["location"];
    const where = typeof location === "string" ? ` to ${URL.parse(location)?.host ?? "another path"}` : "";
    return `Event Grid does not follow the redirect${where}; if that is a login, let the handshake past it`;
  }
  if (status === 401 || status === 403) {
    return `a login or a key in front of the endpoint stops the handshake. Event Grid sends only what the endpoint's URL and its static headers have`;
  }
  if (status === 404) return "there is nothing at this path";
  if (status === 405 && method === "POST") return "the endpoint does not take POST";
  return undefined;
}

/** The property that has the code and is not quite `validationResponse`. */
function misspeltProperty(body: string, code: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null) return undefined;
    return Object.entries(parsed).find(([, value]) => value === code)?.[0];
  } catch {
    return undefined;
  }
}
