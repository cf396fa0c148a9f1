// @ts-nocheck: a browser's names are not those of the rest of the project; test/emulator/dashboard/page.test.ts checks the types.
import { button, byId, element, shortType, showList } from "./element.js";
import { name } from "./misses.js";

/** @typedef {import("../subscription-view.ts").SubscriptionView} SubscriptionView */

/**
 * Shows the subscriptions, team by team.
 * @param {readonly SubscriptionView[]} subscriptions
 * @param {(subscription: string) => void} choose shows the events of one of them
 */
export function showSubscriptions(subscriptions, choose) {
  const teams = [...new Set(subscriptions.map(({ team }) => team))].map((team) => ({
    team,
    members: subscriptions.filter((subscription) => subscription.team === team),
  }));
  showList(
    byId("subscription-list"),
    teams,
    ({ team }) => team,
    ({ team, members }) =>
      element(
        "section",
        {},
        element(
          "h3",
          {},
          element("bdi", {}, team === "" ? "Without a team" : team),
          ...owners(members).map((owner) => element("span", { class: "owner" }, owner)),
        ),
        element("ul", { class: "cards" }, ...members.map((subscription) => viewOf(subscription, choose))),
      ),
  );
  byId("no-subscriptions").hidden = subscriptions.length > 0;
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
  const { name: subscriptionName, destination, eventTypes, conditions, details, trouble, counts } = subscription;
  const types = eventTypes === "All" ? ["every event type"] : eventTypes.map(shortType);
  return element(
    "li",
    { class: "card" },
    element("h4", {}, name(subscriptionName)),
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
    element(
      "p",
      { class: "destination", title: destination.full },
      `→ ${destination.kind} `,
      element("bdi", {}, destination.shown),
    ),
    element("details", { class: "more" }, element("summary", {}, "Delivery"), element("p", {}, details.join("; "))),
    element(
      "p",
      { class: "counts" },
      ...countsOf(counts).map(({ kind, text }) => element("span", { class: `badge ${kind}` }, text)),
      button("Show its events", () => choose(subscriptionName), {
        class: "quiet",
        "aria-label": `Show the events of ${subscriptionName}`,
      }),
    ),
  );
}

/** @param {import("../subscription-view.ts").Counts} counts */
function countsOf({ delivered, underWay, lost, keptOut }) {
  return [
    { kind: "delivered", text: `${delivered} delivered`, shown: true },
    { kind: "under-way", text: `${underWay} under way`, shown: underWay > 0 },
    { kind: "lost", text: `${lost} not delivered`, shown: lost > 0 },
    { kind: "kept-out", text: `${keptOut} kept out`, shown: keptOut > 0 },
  ].filter(({ shown }) => shown);
}
