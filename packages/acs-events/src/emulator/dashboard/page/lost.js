import { addressOf, go, place } from "./address.js";
import { read } from "./asking.js";
import { breakable, button, byId, element, showList } from "./element.js";
import { replayOf, sentence } from "./event-details.js";
import { name } from "./misses.js";
import { momentOf } from "./times.js";

/** @typedef {import("../views.ts").EventsView} EventsView */
/** @typedef {import("../views.ts").EventRow} EventRow */
/** @typedef {import("../views.ts").DeliverySummary} DeliverySummary */

/** Shows the deliveries that were given up, newest first. */
export async function refreshLost() {
  const { before = "" } = place();
  /** @type {EventsView | undefined} */
  const page = await read(`events?limit=50&only=lost${before === "" ? "" : `&before=${encodeURIComponent(before)}`}`);
  if (page === undefined || place()["tab"] !== "lost") return;
  const lost = page.events.flatMap((event) =>
    event.deliveries.filter(({ kind }) => kind === "lost").map((delivery) => ({ event, delivery })),
  );
  showList(
    byId("lost-list"),
    lost,
    ({ event, delivery }) => `${event.position} ${delivery.subscription}`,
    ({ event, delivery }) => viewOf(event, delivery),
  );
  byId("no-lost").hidden = lost.length > 0;
  byId("no-lost").textContent =
    page.older > 0
      ? "None found among the newest events."
      : "None: every event that was matched has arrived or is under way.";
  byId("older-lost").replaceChildren(
    ...(before === "" ? [] : [button("Newest", () => go({ before: "" }), { class: "quiet" })]),
    ...(page.older === 0
      ? []
      : [button("Look further back", () => go({ before: String(page.older) }), { class: "quiet" })]),
  );
}

/**
 * @param {EventRow} event
 * @param {DeliverySummary} delivery
 */
function viewOf({ position, type, subject, publishedAt }, delivery) {
  const { subscription, summary, deadLetter } = delivery;
  return element(
    "li",
    { class: "card" },
    element("h3", {}, element("a", { href: addressOf({ tab: "events", event: String(position) }) }, breakable(type))),
    element(
      "p",
      { class: "why" },
      "to ",
      element("a", { href: addressOf({ tab: "subscriptions", about: subscription }) }, name(subscription)),
      ", published ",
      element("time", { datetime: publishedAt }, momentOf(publishedAt)),
    ),
    element("p", { class: "why" }, element("bdi", { class: "subject" }, subject)),
    element("p", { class: "trouble" }, sentence(summary)),
    ...(deadLetter === undefined ? [] : [element("p", { class: "why file" }, deadLetter)]),
    ...replayOf(delivery, position, () => void refreshLost()),
  );
}
