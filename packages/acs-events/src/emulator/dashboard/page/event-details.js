import { addressOf } from "./address.js";
import { post, problemOf } from "./asking.js";
import { passesWaits } from "./clock.js";
import { breakable, button, element, plural, showList, visible } from "./element.js";
import { mark, missesOf, name } from "./misses.js";
import { durationOf, momentOf, timeOf } from "./times.js";

/** @typedef {import("../views.ts").EventRow} EventRow */
/** @typedef {import("../views.ts").EventView} EventView */
/** @typedef {import("../views.ts").DeliveryView} DeliveryView */
/** @typedef {import("../views.ts").DeliverySummary} DeliverySummary */
/** @typedef {import("../views.ts").AttemptView} AttemptView */

/**
 * Shows an event with all that became of it.
 * @param {HTMLElement} details
 * @param {EventView} event
 * @param {string | undefined} text of the event, where it has one
 * @param {{ edit: (text: string) => void, refresh: () => void, back: HTMLElement }} actions
 */
export function showFate(details, event, text, { edit, refresh, back }) {
  const parts = [
    { key: "head", shown: event.position, render: () => headOf(event, back) },
    { key: "deliveries", shown: event.deliveries, render: () => deliveriesOf(event, refresh) },
    {
      key: "misses",
      shown: [event.keptOut, event.passedOver, event.unlisted],
      render: () => element("div", {}, ...missesOf(event, event.type, false)),
    },
    { key: "text", shown: text ?? "", render: () => textOf(text, edit) },
  ];
  showList(
    details,
    parts,
    ({ key }) => key,
    ({ render }) => render(),
    ({ shown }) => JSON.stringify(shown),
  );
}

/**
 * @param {EventView} event
 * @param {HTMLElement} back
 */
function headOf({ type, subject, id, publishedAt, trouble, remark, again, position }, back) {
  return element(
    "div",
    {},
    back,
    element("h3", {}, type === "" ? "Refused event" : breakable(type)),
    element(
      "dl",
      { class: "facts" },
      ...fact("Subject", subject),
      ...fact("Id", id),
      ...fact("Published", publishedAt === "" ? "" : momentOf(publishedAt)),
      ...fact("Number", String(position)),
    ),
    ...(again === undefined
      ? []
      : [
          element(
            "p",
            { class: "remark" },
            "Delivered again, to one subscription: it is ",
            element("a", { href: addressOf({ tab: "events", event: String(again) }) }, `event ${again}`),
            ".",
          ),
        ]),
    ...(trouble === undefined ? [] : [element("p", { class: "trouble" }, sentence(trouble))]),
    ...(remark === undefined ? [] : [element("p", { class: "remark" }, remark)]),
  );
}

/**
 * @param {string} term
 * @param {string} value
 */
function fact(term, value) {
  return value === ""
    ? []
    : [element("div", {}, element("dt", {}, term), element("dd", {}, element("bdi", {}, value)))];
}

/**
 * @param {EventView} event
 * @param {() => void} refresh
 */
function deliveriesOf({ deliveries, position }, refresh) {
  if (deliveries.length === 0)
    return element("div", {}, element("h4", { class: "reason" }, "Matched by no subscription"));
  return element(
    "div",
    {},
    element("h4", { class: "reason" }, "Matched by"),
    element("ul", { class: "fates" }, ...deliveries.map((one) => viewOfDelivery(one, position, refresh))),
  );
}

/**
 * @param {DeliveryView} delivery
 * @param {number} position
 * @param {() => void} refresh
 */
function viewOfDelivery(delivery, position, refresh) {
  const { subscription, kind, summary, deadLetter, attempts, nextAttemptAt } = delivery;
  const first = attempts[0]?.startedAt ?? "";
  return element(
    "li",
    {},
    mark(kind, signs[kind]),
    element("a", { href: addressOf({ tab: "subscriptions", about: subscription }) }, name(subscription)),
    element("p", { class: "why" }, sentence(summary)),
    ...(deadLetter === undefined ? [] : [element("p", { class: "why file" }, deadLetter)]),
    element(
      "ol",
      { class: "timeline", "aria-label": `Attempts to deliver to ${subscription}` },
      ...attempts.map((attempt) => attemptOf(attempt, first)),
      ...(nextAttemptAt === undefined || kind !== "under-way"
        ? []
        : [element("li", { class: "wait" }, element("time", {}, timeOf(nextAttemptAt)), " ", "the next attempt")]),
    ),
    ...replayOf(delivery, position, refresh),
  );
}

/**
 * @param {AttemptView} attempt
 * @param {string} first when the first attempt began
 */
function attemptOf({ startedAt, delivered, status, detail, durationMs, answer, batchSize }, first) {
  const after = Date.parse(startedAt) - Date.parse(first);
  return element(
    "li",
    { class: delivered ? "delivered" : "lost" },
    element(
      "time",
      { datetime: startedAt, title: momentOf(startedAt) },
      after === 0 ? timeOf(startedAt) : `+ ${durationOf(after)}`,
    ),
    " ",
    element(
      "span",
      { class: `badge ${delivered ? "delivered" : "lost"}` },
      status === undefined ? (delivered ? "taken" : "no answer") : String(status),
    ),
    " ",
    [
      detail,
      ...(durationMs > 0 ? [`took ${durationOf(durationMs)}`] : []),
      ...(batchSize > 1 ? [`with ${plural(batchSize - 1, "other event")}`] : []),
    ].join(", "),
    ...(answer === undefined ? [] : [element("q", { class: "said" }, answer)]),
  );
}

/**
 * What can be done about an event that was given up: deliver it again.
 * @param {DeliverySummary} delivery
 * @param {number} position
 * @param {() => void} refresh
 * @returns {HTMLElement[]}
 */
export function replayOf({ subscription, kind, deliveredAgain }, position, refresh) {
  if (kind !== "lost") return [];
  const said = element("span", { role: "status" });
  const again = button(
    "Deliver again",
    async () => {
      said.textContent = " …";
      const order = { position, subscription, passWaits: passesWaits() };
      said.textContent = await problemOf(await post("deliver-again", JSON.stringify(order)));
      refresh();
    },
    {
      class: "second",
      "aria-label": `Deliver again to ${subscription}`,
      "data-focus": `again ${position} ${subscription}`,
    },
  );
  return [
    element(
      "p",
      { class: "replay" },
      again,
      said,
      ...(deliveredAgain === undefined
        ? []
        : [
            "Delivered again as ",
            element(
              "a",
              { href: addressOf({ tab: "events", event: String(deliveredAgain) }) },
              `event ${deliveredAgain}`,
            ),
          ]),
    ),
  ];
}

/** @type {Readonly<Record<DeliverySummary["kind"], string>>} */
const signs = { delivered: "✓", "under-way": "…", lost: "✗" };

/** @param {EventRow} event */
export function badgesOf({ deliveries, keptOut }) {
  const count = (/** @type {DeliverySummary["kind"]} */ kind) => deliveries.filter((each) => each.kind === kind).length;
  const all = [
    { kind: "delivered", count: count("delivered"), words: "delivered" },
    { kind: "under-way", count: count("under-way"), words: "under way" },
    { kind: "lost", count: count("lost"), words: "not delivered" },
    { kind: "kept-out", count: keptOut, words: "filtered out" },
  ]
    .filter((badge) => badge.count > 0)
    .map((badge) => ({ kind: badge.kind, text: `${badge.count} ${badge.words}` }));
  const nobody = deliveries.length === 0 ? [{ kind: "nobody", text: "nobody" }] : [];
  return [...nobody, ...all].map(({ kind, text }) => element("span", { class: `badge ${kind}` }, text));
}

/**
 * @param {string | undefined} text
 * @param {(text: string) => void} edit
 */
function textOf(text, edit) {
  if (text === undefined) return element("div", {});
  const block = element("pre", { tabindex: "0", "aria-label": "The event as it was published" });
  block.textContent = visible(text);
  return element(
    "div",
    {},
    element("h4", { class: "reason" }, "As published"),
    block,
    button("Try it again", () => edit(text), { class: "second" }),
  );
}

/** @param {string} text */
export function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
