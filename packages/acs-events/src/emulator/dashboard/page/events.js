import { breakable, button, byId, element, plural, showList, visible } from "./element.js";
import { mark, missesOf, name } from "./misses.js";

/** @typedef {import("../views.ts").EventView} EventView */
/** @typedef {import("../views.ts").EventRow} EventRow */
/** @typedef {import("../views.ts").DeliveryView} DeliveryView */

/**
 * Shows what was published, newest first.
 * @param {readonly EventRow[]} events
 * @param {number} older how many there are beyond these
 * @param {string} only the name of a subscription whose events to show, or "" for all
 * @param {(text: string) => void} edit takes the text of an event to try it
 */
export function showEvents(events, older, only, edit) {
  const shown = only === "" ? events : events.filter((event) => concerns(event, only));
  showList(
    byId("event-list"),
    shown,
    ({ position }) => String(position),
    (event) => viewOf(event, edit),
  );
  byId("no-events").hidden = shown.length > 0;
  byId("older").textContent = older === 0 ? "" : `${plural(older, "older event")} not shown.`;
}

/**
 * Whether an event was for a subscription.
 * @param {EventRow} event
 * @param {string} subscription
 */
function concerns({ deliveries }, subscription) {
  return deliveries.some((each) => each.subscription === subscription);
}

/**
 * @param {EventRow} event
 * @param {(text: string) => void} edit
 */
function viewOf(event, edit) {
  const { position, type, subject, publishedAt, trouble, remark } = event;
  const details = element(
    "details",
    { class: "event" },
    element(
      "summary",
      { class: "line" },
      element("span", { class: "type" }, type === "" ? "refused event" : breakable(type)),
      element("span", { class: "fate" }, ...badges(event)),
      element("bdi", { class: "subject" }, subject),
      element("time", { datetime: publishedAt }, timeOf(publishedAt)),
    ),
    ...(trouble === undefined ? [] : [element("p", { class: "trouble" }, sentence(trouble))]),
    ...(remark === undefined ? [] : [element("p", { class: "remark" }, remark)]),
  );
  details.addEventListener("toggle", () => showText(details, position, edit), { once: true });
  return element("li", {}, details);
}

/** @param {EventView} event */
function received({ deliveries }) {
  if (deliveries.length === 0) return [];
  return [
    element("h4", { class: "reason" }, "Matched by"),
    element("ul", { class: "fates" }, ...deliveries.map(viewOfDelivery)),
  ];
}

/** @param {DeliveryView} delivery */
function viewOfDelivery({ subscription, kind, summary, attempts, deadLetter }) {
  return element(
    "li",
    {},
    mark(kind, signs[kind]),
    name(subscription),
    element("p", { class: "why" }, sentence(summary)),
    ...(deadLetter === undefined ? [] : [element("p", { class: "why file" }, deadLetter)]),
    ...(attempts.length === 0
      ? []
      : [
          element(
            "details",
            { class: "attempts" },
            element("summary", {}, plural(attempts.length, "attempt")),
            element(
              "ol",
              {},
              ...attempts.map(({ startedAt, detail }) =>
                element("li", {}, element("time", { datetime: startedAt }, momentOf(startedAt)), ` ${detail}`),
              ),
            ),
          ),
        ]),
  );
}

/** @type {Readonly<Record<DeliveryView["kind"], string>>} */
const signs = { delivered: "✓", "under-way": "…", lost: "✗" };

/** @param {EventRow} event */
function badges({ deliveries, keptOut }) {
  const count = (/** @type {DeliveryView["kind"]} */ kind) => deliveries.filter((each) => each.kind === kind).length;
  const all = [
    { kind: "delivered", count: count("delivered"), words: "delivered" },
    { kind: "under-way", count: count("under-way"), words: "under way" },
    { kind: "lost", count: count("lost"), words: "not delivered" },
    { kind: "kept-out", count: keptOut, words: "kept out" },
  ]
    .filter((badge) => badge.count > 0)
    .map((badge) => ({ kind: badge.kind, text: `${badge.count} ${badge.words}` }));
  const nobody = deliveries.length === 0 ? [{ kind: "nobody", text: "nobody" }] : [];
  return [...nobody, ...all].map(({ kind, text }) => element("span", { class: `badge ${kind}` }, text));
}

/**
 * Asks for the text of an event and shows it below the rest.
 * @param {HTMLElement} details
 * @param {number} position
 * @param {(text: string) => void} edit
 */
async function showText(details, position, edit) {
  const [fate, answer] = await Promise.all(
    [`events/${position}/fate`, `events/${position}`].map((path) => fetch(path).catch(() => undefined)),
  );
  if (fate?.ok) {
    /** @type {EventView} */
    const event = await fate.json();
    details.append(...received(event), ...missesOf(event, event.type, false));
  }
  if (!answer?.ok) return;
  const text = JSON.stringify(await answer.json(), undefined, 2);
  const block = element("pre", { tabindex: "0", "aria-label": "The event as it was published" });
  block.textContent = visible(text);
  details.append(
    block,
    button("Try it again", () => edit(text), { class: "second" }),
  );
}

/** @param {string} iso */
function timeOf(iso) {
  return iso === "" ? "" : new Date(iso).toLocaleTimeString(undefined, { hour12: false });
}

/** @param {string} iso */
function momentOf(iso) {
  return new Date(iso).toLocaleString(undefined, { hour12: false });
}

/** @param {string} text */
function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
