import { addressOf, place } from "./address.js";
import { read } from "./asking.js";
import { byId, element, plural, shortType, showList, visible } from "./element.js";
import { momentOf } from "./times.js";

/** @typedef {import("../views.ts").QueueView} QueueView */
/** @typedef {{ readonly sequenceNumber: number, readonly enqueuedTime: string, readonly properties: Readonly<Record<string, string>>, readonly body: unknown }} Message */

/** How many of the newest messages are shown. */
const shown = 50;

/** Shows the queues, and the newest messages of the one that is chosen. */
export async function refreshQueues() {
  /** @type {readonly QueueView[] | undefined} */
  const queues = await read("queues");
  if (queues === undefined) return;
  const { queue = "" } = place();
  const chosen = queues.find((one) => idOf(one) === queue) ?? queues[0];
  byId("no-queues").hidden = queues.length > 0;
  showList(
    byId("queue-list"),
    queues,
    idOf,
    (one) =>
      element(
        "li",
        {},
        element(
          "a",
          {
            href: addressOf({ tab: "queues", queue: idOf(one) }),
            ...(one === chosen ? { "aria-current": "true" } : {}),
          },
          element("bdi", { class: "name" }, one.name),
          element("span", { class: "why" }, `${one.kind.replaceAll("-", " ")}, ${plural(one.written, "message")}`),
        ),
      ),
    (one) => JSON.stringify([one, one === chosen]),
  );
  if (chosen === undefined) return byId("messages").replaceChildren();
  const from = Math.max(0, chosen.written - shown);
  /** @type {readonly Message[]} */
  const messages = (await read(`${chosen.messages}?from=${from}&limit=${shown}`)) ?? [];
  showList(
    byId("messages"),
    [
      { key: idOf(chosen), heading: true, message: undefined },
      ...[...messages]
        .reverse()
        .map((message) => ({ key: `${idOf(chosen)} ${message.sequenceNumber}`, heading: false, message })),
    ],
    ({ key, heading }) => `${heading ? "of" : ""} ${key}`,
    ({ message }) => (message === undefined ? headingOf(chosen, messages.length) : viewOf(message)),
    ({ message }) =>
      message === undefined ? JSON.stringify([chosen, messages.length]) : String(message.sequenceNumber),
  );
}

/** @param {QueueView} queue */
function idOf({ kind, name }) {
  return `${kind}/${name}`;
}

/**
 * @param {QueueView} queue
 * @param {number} count
 */
function headingOf({ name, written }, count) {
  return element(
    "div",
    {},
    element("h3", {}, element("bdi", {}, name)),
    element(
      "p",
      { class: "hint" },
      `The newest ${count} of ${plural(written, "message")} that were written; those that were taken out are omitted.`,
    ),
  );
}

/** @param {Message} message */
function viewOf({ sequenceNumber, enqueuedTime, properties, body }) {
  const { what, subject } = summaryOf(body);
  const block = element("pre", { tabindex: "0", "aria-label": `Message ${sequenceNumber}` });
  block.textContent = visible(JSON.stringify(body, undefined, 2));
  const named = Object.entries(properties);
  return element(
    "details",
    { class: "message" },
    element(
      "summary",
      {},
      element("span", { class: "type" }, `${sequenceNumber}  ${what}`),
      " ",
      element("bdi", { class: "subject" }, subject),
      " ",
      element("time", { datetime: enqueuedTime }, momentOf(enqueuedTime)),
    ),
    block,
    ...(named.length === 0
      ? []
      : [
          element(
            "dl",
            { class: "facts" },
            ...named.map(([key, value]) =>
              element("div", {}, element("dt", {}, key), element("dd", {}, element("bdi", {}, value))),
            ),
          ),
        ]),
  );
}

/**
 * The type and the subject, where a message is an event.
 * @param {unknown} body
 */
function summaryOf(body) {
  const event = /** @type {Readonly<Record<string, unknown>>} */ (
    typeof body === "object" && body !== null ? body : {}
  );
  const type = event["eventType"] ?? event["type"];
  const subject = event["subject"];
  return {
    what: typeof type === "string" ? shortType(type) : "message",
    subject: typeof subject === "string" ? subject : "",
  };
}
