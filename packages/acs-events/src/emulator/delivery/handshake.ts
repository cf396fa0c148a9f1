import { setTimeout } from "node:timers/promises";
import type { EventGridEvent } from "../../catalog/event.ts";
import type { EventSubscriptionResource, SubscriptionValidator, ValidationOutcome } from "../store.ts";
import { httpHeaders } from "./delivery-attributes.ts";
import { type AttributeMapping, readDestination } from "./destinations.ts";
import { renderDelivery, requestOrigin, schemaOf } from "./envelope.ts";
import { bodyFailure, optionsFailure, originFailure, postFailure } from "./handshake-failure.ts";
import type { LocalHttp } from "./local-http.ts";
import { randomGuid } from "./random-guid.ts";
import type { Redirects } from "./redirects.ts";

/*
 * The proof that an endpoint wants the events: Azure docs, "Endpoint validation with Event Grid event schema" and "…
 * with CloudEvents schema". An endpoint has 30 seconds; a failure is tried once more after 5 seconds.
 */

const retryDelay = 5_000;

export interface HandshakeSurroundings {
  readonly redirects: Redirects;
  readonly http: LocalHttp;
  /** 0 to 1; makes the codes. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many real milliseconds an endpoint has for its answer. */
  readonly patience: number;
  /** Waits before the second try; a test need not. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
}

/**
 * Asks webhooks. Everything else needs no handshake: functions with an Event Grid trigger answer by themselves, and
 * queues, topics and hubs are Azure's own.
 */
export function createHandshake(surroundings: HandshakeSurroundings): SubscriptionValidator {
  const pause = surroundings.pause ?? ((milliseconds: number) => setTimeout(milliseconds));
  return Object.freeze({
    async validate(subscription: EventSubscriptionResource): Promise<ValidationOutcome> {
      const destination = readDestination(subscription.destination);
      if (destination.kind === "unknown") return { ok: false, reason: capitalised(destination.reason) };
      if (destination.kind !== "webhook") return { ok: true };
      const redirected = surroundings.redirects.webhook(destination.endpointUrl);
      if (redirected.kind === "nowhere") return { ok: false, reason: capitalised(redirected.reason) };
      const question: Question = {
        subscription,
        url: redirected.url,
        // A webhook that asks for a secret header asks for it here too; that Event Grid sends it then is not documented.
        attributes: destination.attributes.filter(({ type }) => type === "Static"),
        ...surroundings,
      };
      const ask = schemaOf(subscription) === "EventGridSchema" ? askByEvent : askByOptions;
      const first = await ask(question);
      if (first.kind !== "failed") return outcomeOf(first);
      await pause(retryDelay);
      return outcomeOf(await ask(question));
    },
  });
}

interface Question extends Omit<HandshakeSurroundings, "redirects" | "pause"> {
  readonly subscription: EventSubscriptionResource;
  readonly url: URL;
  readonly attributes: readonly AttributeMapping[];
}

/** `refused`: it answered, and asking again would change nothing. */
type Reply = { readonly kind: "agreed" } | { readonly kind: "failed" | "refused"; readonly reason: string };

function outcomeOf(reply: Reply): ValidationOutcome {
  return reply.kind === "agreed" ? { ok: true } : { ok: false, reason: reply.reason };
}

async function askByEvent(question: Question): Promise<Reply> {
  const { subscription, url, attributes, http, patience } = question;
  const validationCode = randomGuid(question.random).toUpperCase();
  const event = validationEvent(question, validationCode);
  const { headers, body } = renderDelivery({
    kind: "SubscriptionValidation",
    schema: "EventGridSchema",
    subscription: subscription.name,
    events: [event],
    deliveryCount: 0,
    outputEventId: event.id,
    batching: false,
    attributes,
  });
  const answer = await http.send({ method: "POST", url, headers, body }, { answer: patience });
  if (answer.kind !== "answered" || answer.status !== 200) return { kind: "failed", reason: postFailure(answer) };
  if (validationResponseIn(answer.body) === validationCode) return { kind: "agreed" };
  return { kind: "refused", reason: bodyFailure(answer.body, validationCode) };
}

function validationEvent({ subscription, random, now }: Question, validationCode: string): EventGridEvent {
  return {
    id: randomGuid(random),
    topic: subscription.topicId,
    subject: "",
    data: { validationCode, validationUrl: validationUrl(subscription, random) },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: new Date(now()).toISOString(),
    metadataVersion: "1",
    dataVersion: "1",
  };
}

async function askByOptions(question: Question): Promise<Reply> {
  const { subscription, url, attributes, random, http, patience } = question;
  const headers = {
    ...httpHeaders(attributes),
    "WebHook-Request-Origin": requestOrigin,
    "WebHook-Request-Callback": validationUrl(subscription, random),
    "WebHook-Request-Rate": "120",
  };
  const answer = await http.send({ method: "OPTIONS", url, headers }, { answer: patience });
  if (answer.kind !== "answered" || answer.status < 200 || answer.status > 299) {
    return { kind: "failed", reason: optionsFailure(answer) };
  }
  const allowed = answer.headers["webhook-allowed-origin"];
  const origins = (typeof allowed === "string" ? allowed : "").split(",").map((origin) => origin.trim().toLowerCase());
  if (origins.includes("*") || origins.includes(requestOrigin)) return { kind: "agreed" };
  return { kind: "refused", reason: originFailure(answer.status, allowed) };
}

/** For validation by hand, which the local Azure does not offer: a host that never resolves (RFC 2606). */
function validationUrl({ name }: EventSubscriptionResource, random: () => number): string {
  return `https://local-azure.invalid:553/eventsubscriptions/${name.toLowerCase()}/validate?id=${randomGuid(random)}`;
}

function validationResponseIn(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body);
    const isObject = typeof parsed === "object" && parsed !== null;
    return isObject && "validationResponse" in parsed ? parsed.validationResponse : undefined;
  } catch {
    return undefined;
  }
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
