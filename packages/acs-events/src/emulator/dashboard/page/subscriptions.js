import { breakable, button, byId, element, showList } from "./element.js";
import { name as nameElement } from "./misses.js";

/** @typedef {import("../views.ts").SubscriptionView} SubscriptionView */

/**
 * Shows the subscriptions, team by team.
 * @param {readonly SubscriptionView[]} subscriptions
 * @param {(subscription: string) => void} choose shows the events of one of them
 */
export function showSubscriptions(subscriptions, choose) {
  const byTeam = new Map(subscriptions.map(({ team }) => [team, subscriptions.filter((one) => one.team === team)]));
  const list = byId("subscription-list");
  showList(
    list,
    [...byTeam].map(([team, members]) => ({ team, owners: owners(members) })),
    ({ team }) => team,
    viewOfTeam,
  );
  for (const section of list.children) {
    const cards = /** @type {HTMLElement | null} */ (section.querySelector(".cards"));
    if (cards === null) continue;
    showList(
      cards,
      byTeam.get(section.getAttribute("data-key") ?? "") ?? [],
      ({ name }) => name,
      (subscription) => viewOf(subscription, choose),
    );
  }
  byId("no-subscriptions").hidden = subscriptions.length > 0;
}

/** @param {{ readonly team: string, readonly owners: readonly string[] }} team */
function viewOfTeam({ team, owners }) {
  return element(
    "section",
    {},
    element(
      "h3",
      {},
      element("bdi", {}, team === "" ? "Without a team" : team),
      ...owners.map((owner) => element("bdi", { class: "owner" }, owner)),
    ),
    element("ul", { class: "cards" }),
  );
}

/** @param {readonly SubscriptionView[]} members */
function owners(members) {
  return [...new Set(members.map(({ owner }) => owner))].filter((owner) => owner !== "");
}

/**
 * @param {SubscriptionView} subscription
 * @param {(subscription: string) => void} choose
 */
function viewOf(subscription, choose) {
  const { name, destination, eventTypes, conditions, details, trouble, counts } = subscription;
  const types = eventTypes === "All" ? ["every event type"] : eventTypes.map(breakable);
  return element(
    "li",
    { class: "card" },
    element("h4", {}, nameElement(name)),
    ...(trouble === undefined ? [] : [element("p", { class: "trouble" }, `It gets nothing: ${trouble}.`)]),
    element("ul", { class: "types", "aria-label": "Event types" }, ...types.map((type) => element("li", {}, type))),
    ...(conditions.length === 0
      ? []
      : [
          element(
            "ul",
            { class: "conditions", "aria-label": "Conditions" },
            ...conditions.map((condition) => element("li", {}, element("bdi", {}, condition))),
          ),
        ]),
    element("p", { class: "destination" }, `→ ${destination.kind} `, element("bdi", {}, destination.shown)),
    element(
      "details",
      { class: "more" },
      element("summary", {}, "Delivery"),
      element("ul", {}, ...details.map((detail) => element("li", {}, detail))),
    ),
    element(
      "p",
      { class: "counts" },
      ...countsOf(counts).map(({ kind, text }) => element("span", { class: `badge ${kind}` }, text)),
      button("Show its events", () => choose(name), {
        class: "quiet",
        "aria-label": `Show the events of ${name}`,
      }),
    ),
  );
}

/** @param {import("../views.ts").Counts} counts */
function countsOf({ delivered, underWay, lost, keptOut }) {
  return [
    { kind: delivered === 0 ? "delivered none" : "delivered", text: `${delivered} delivered`, shown: true },
    { kind: "under-way", text: `${underWay} under way`, shown: underWay > 0 },
    { kind: "lost", text: `${lost} not delivered`, shown: lost > 0 },
    { kind: "kept-out", text: `${keptOut} kept out`, shown: keptOut > 0 },
  ].filter(({ shown }) => shown);
}
