import { printable } from "../text/printable.ts";
import type { Authentication } from "./authentication.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import { type Element, readEnvelope } from "./envelope.ts";
import {
  answerOptions,
  deletionEventType,
  type HandshakeOptions,
  validationCodeOf,
  validationEventType,
  validationUrlOf,
} from "./handshake.ts";
import { type Job, outcomesOf } from "./job.ts";
import { type Logger, reasonOf } from "./log.ts";
import { noHeaders, type PlainRequest, type PlainResponse, refusal, textOfBytes } from "./plain-http.ts";
import type { Processor } from "./process-events.ts";

export interface AnswerRequestOptions {
  readonly receiver: string;
  readonly access: "authenticated" | "local" | "queue-only";
  readonly authentication: Authentication | undefined;
  /** In lower case. */
  readonly subscriptions: ReadonlySet<string> | undefined;
  readonly handshake: HandshakeOptions;
  readonly answerWithin: number;
  readonly processor: Processor;
  readonly deadLetters: DeadLetters;
  readonly log: Logger;
}

/** Event Grid sends at most 1 MB. */
export const bodyLimit = 1024 * 1024;

const mediaTypes = ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json"];

/** As Event Grid writes it (event-grid-facts 3.2); every other way of writing it is read as well. */
const usualContentTypes = new Set(mediaTypes.map((type) => `${type}; charset=utf-8`));

/**
 * Answers one HTTP request. The status tells Event Grid what to do (event-grid-facts 3.3): 200 and 202, the events are
 * taken care of; 500 and 503, deliver them again; 400, 401, 413 and 415, this request will never be accepted.
 */
export async function answerRequest(request: PlainRequest, options: AnswerRequestOptions): Promise<PlainResponse> {
  const { receiver, log } = options;
  if (options.access === "queue-only") return refusal(404, "this receiver takes events from a queue alone");
  const name = request.header("aeg-subscription-name")?.slice(0, 260);
  const mayBeHandshake = request.method === "OPTIONS" || request.header("aeg-event-type") === "SubscriptionValidation";
  const authenticated = options.authentication && (await options.authentication.authenticate(request));
  if (authenticated?.kind === "unavailable") {
    log.error({ receiver, reason: authenticated.reason }, "could not authenticate a request");
    return refusal(503, "the request cannot be authenticated now; deliver the events again", { "retry-after": "30" });
  }
  const known = name !== undefined && options.subscriptions?.has(name.toLowerCase()) === true;
  // Whether Event Grid sends headers and tokens in the handshake is not documented. A handshake without any is answered
  // if the subscription is one that is expected here: the answer reveals nothing and lets nobody deliver.
  const forgiven =
    authenticated?.kind === "absent" &&
    mayBeHandshake &&
    options.authentication?.inHandshake === false &&
    (known || request.method === "OPTIONS");
  if (authenticated !== undefined && authenticated.kind !== "accepted" && !forgiven) {
    log.warn({ receiver, subscription: name && printable(name), reason: authenticated.reason }, "refused a request");
    return refusal(401, authenticated.reason);
  }
  if (request.method === "OPTIONS") return answerOptions(request, options.handshake);
  if (request.method !== "POST") return refusal(405, "events are posted", { allow: "OPTIONS, POST" });
  if (options.subscriptions !== undefined && !known) {
    log.warn({ receiver, subscription: name && printable(name) }, "refused a subscription that is not expected here");
    return refusal(401, "this event subscription is not expected here");
  }
  if (!isAccepted(request.header("content-type"))) {
    return refusal(415, `the content type is missing or invalid; use ${mediaTypes.join(", ")}`);
  }
  const encoding = request.header("content-encoding");
  if (encoding !== undefined && encoding !== "identity")
    return refusal(415, "the body is compressed; send it as it is");
  const bytes = await request.readBody(bodyLimit);
  if (bytes === undefined) return refusal(413, "the body is too large: the maximum is 1 MB");
  const text = textOfBytes(bytes);
  if (text === undefined) return refusal(400, "the body is not UTF-8");
  const envelope = readEnvelope(text);
  if (!envelope.ok) {
    log.warn({ receiver, subscription: name && printable(name), reason: envelope.problem }, "refused a body");
    return refusal(400, envelope.problem);
  }
  const delivery = { subscription: name, deliveryCount: countOf(request.header("aeg-delivery-count")) };
  // Without `await`, the answer of an async function takes two more turns of the queue of microtasks.
  return await answerElements(envelope.elements, delivery, options, forgiven);
}

function isAccepted(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (usualContentTypes.has(contentType)) return true;
  const [mediaType = ""] = contentType.split(";", 1);
  return mediaTypes.includes(mediaType.trim().toLowerCase());
}

async function answerElements(
  elements: readonly Element[],
  delivery: Delivery,
  options: AnswerRequestOptions,
  handshakeOnly: boolean,
): Promise<PlainResponse> {
  const validations: (Element & { kind: "event" })[] = [];
  const events: Element[] = [];
  for (const element of elements) {
    const type = element.kind === "event" ? element.event.type : undefined;
    if (element.kind === "event" && type === validationEventType) validations.push(element);
    else if (type === deletionEventType)
      options.log.info(fieldsOf(delivery, options), "the event subscription was deleted");
    else events.push(element);
  }
  if (handshakeOnly && events.length > 0) return refusal(401, "only the validation handshake needs no credentials");
  const [validation] = validations;
  const consent = validation && (await consentTo(validation, delivery, options));
  if (events.length === 0) return consent ?? ok;
  const begun = options.processor.begin(events, delivery, options.deadLetters);
  const processing = begun instanceof Promise ? await begun : begun;
  const inTime = await outcomesOf(processing.jobs, options.answerWithin);
  const ended = inTime ?? (await outcomesOfSlow(processing.jobs, options));
  const answer = answerTo(processing.settled.length === 0 ? ended : [...processing.settled, ...ended]);
  // A neighbour that has to be delivered again comes first; Event Grid repeats the handshake as well.
  return answer.status < 400 || (answer.status === 400 && consent !== undefined) ? (consent ?? answer) : answer;
}

const ok: PlainResponse = { status: 200, headers: noHeaders, body: "" };

async function consentTo(
  validation: Element & { kind: "event" },
  delivery: Delivery,
  options: AnswerRequestOptions,
): Promise<PlainResponse> {
  const fields = fieldsOf(delivery, options);
  if (options.handshake.by === "url") {
    const url = validationUrlOf(validation.event);
    if (url === undefined) return refusal(400, "the validation event has no validation URL of Event Grid");
    // After the answer: Event Grid accepts the URL only once it has seen a 200 without the code.
    setTimeout(() => {
      fetch(url, { redirect: "error", signal: AbortSignal.timeout(30_000) }).then(
        ({ status }) => options.log.info({ ...fields, status }, "requested the validation URL"),
        (error: unknown) =>
          options.log.error({ ...fields, reason: reasonOf(error) }, "could not request the validation URL"),
      );
    }, 1_000).unref();
    return ok;
  }
  const code = validationCodeOf(validation.event);
  if (code === undefined) return refusal(400, "the validation event has no code");
  options.log.info(fields, "answered a validation handshake");
  const body = JSON.stringify({ validationResponse: code });
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body };
}

function fieldsOf({ subscription }: Delivery, { receiver }: AnswerRequestOptions) {
  return { receiver, subscription: subscription && printable(subscription) };
}

/** The answer is due: what still runs is stored, or has to be delivered again. */
function outcomesOfSlow(
  jobs: readonly Job[],
  { receiver, log, processor }: AnswerRequestOptions,
): Promise<readonly Outcome[]> {
  const outcomes = jobs.map(async (job): Promise<Outcome> => {
    if (job.ended !== undefined) return job.ended;
    const fields = { receiver, handler: job.registered.name, event: printable(job.id, 200) };
    log.warn(fields, "a handler is slow: answered before it ended");
    if (await processor.defer(job)) return { kind: "deferred" };
    return job.ended ?? { kind: "retry", reason: "the handler has not ended yet", busy: true };
  });
  return Promise.all(outcomes);
}

/** Events that may succeed later come first: what never succeeds is kept anyway. */
function answerTo(outcomes: readonly Outcome[]): PlainResponse {
  const reasons: string[] = [];
  let [failed, busy, deferred] = [false, false, false];
  for (const outcome of outcomes) {
    if (outcome.kind === "kept") reasons.push(outcome.reason);
    else if (outcome.kind === "deferred") deferred = true;
    else if (outcome.kind === "retry" && outcome.busy) busy = true;
    else if (outcome.kind === "retry") failed = true;
  }
  if (failed) return refusal(500, "not every event could be handled; deliver them again");
  if (busy) return refusal(503, "not every event is handled yet; deliver them again", { "retry-after": "30" });
  if (reasons.length === outcomes.length) return refusal(400, [...new Set(reasons)].join("\n"));
  return deferred ? { ...ok, status: 202 } : ok;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
