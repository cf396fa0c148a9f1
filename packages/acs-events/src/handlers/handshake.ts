import type { RequestHead } from "./authentication.ts";
import type { ReceivedEvent } from "./event.ts";
import type { PlainResponse } from "./plain-http.ts";
import { refusal } from "./plain-http.ts";

/*
 * The proof that an endpoint wants events, in both schemas (Azure documentation, end-point-validation-event-grid-events-schema
 * and end-point-validation-cloud-events-schema). Event Grid asks whenever a subscription is created or changed.
 */

export const validationEventType = "Microsoft.EventGrid.SubscriptionValidationEvent";
export const deletionEventType = "Microsoft.EventGrid.SubscriptionDeletedEvent";

export interface HandshakeOptions {
  /**
   * `code`: answer with the validation code. `url`: answer without it and request the validation URL within the 10
   * minutes that Azure allows; the subscription waits in "AwaitingManualAction" meanwhile. Default `code`.
   */
  readonly by?: "code" | "url";
  /** Which origins may deliver CloudEvents. Default: Event Grid in Azure's clouds. */
  readonly origins?: readonly string[];
  /** Requests a minute that CloudEvents deliveries may reach; `*` (the default) for any rate. */
  readonly rate?: number | "*";
}

/** Event Grid's origin in the public cloud and in those of the US government and China. */
const defaultOrigins = ["eventgrid.azure.net", "eventgrid.azure.us", "eventgrid.azure.cn"];

/** The validation code of a validation event, or undefined if it has none. */
export function validationCodeOf({ data }: ReceivedEvent): string | undefined {
  return textIn(data, "validationCode");
}

/** The validation URL, if it leads to Event Grid: https, a host of Event Grid, no user, and port 443 or 553. */
export function validationUrlOf({ data }: ReceivedEvent): URL | undefined {
  const text = textIn(data, "validationUrl");
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const trusted =
    url.protocol === "https:" &&
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.eventgrid\.azure\.(?:net|us|cn)$/.test(url.hostname) &&
    url.username === "" &&
    url.password === "" &&
    (url.port === "" || url.port === "553");
  return trusted ? url : undefined;
}

function textIn(data: unknown, name: string): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Reflect.get(data, name);
  return typeof value === "string" && value !== "" && value.length <= 2_048 ? value : undefined;
}

/** Answers the OPTIONS request of CloudEvents: consent names the origin that asked, if it is one of the allowed. */
export function answerOptions(
  head: RequestHead,
  { origins = defaultOrigins, rate = "*" }: HandshakeOptions,
): PlainResponse {
  const origin = head.header("webhook-request-origin");
  if (origin === undefined)
    return refusal(400, "the header WebHook-Request-Origin is missing: this is not a CloudEvents handshake");
  if (!origins.includes("*") && !origins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase())) {
    return refusal(403, "events of this origin are not accepted here");
  }
  return {
    status: 200,
    headers: {
      "webhook-allowed-origin": origin,
      ...(head.header("webhook-request-rate") === undefined ? {} : { "webhook-allowed-rate": String(rate) }),
      allow: "OPTIONS, POST",
    },
    body: "",
  };
}
