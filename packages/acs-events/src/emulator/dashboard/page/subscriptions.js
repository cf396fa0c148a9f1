import { addressOf, place } from "./address.js";
import { post, problemOf } from "./asking.js";
import { breakable, byId, element, showList } from "./element.js";
import { name as nameElement } from "./misses.js";

/** @typedef {import("../views.ts").SubscriptionView} SubscriptionView */
/** @typedef {import("../views.ts").StateView} StateView */

/** @type {() => void} */
let refresh = () => undefined;

/** @param {() => void} again asks for the state */
export function startFaults(again) {
  refresh = again;
}

/** The subscription that was scrolled to. */
let found = "";

/**
 * Shows the subscriptions, team by team.
 * @param {StateView} state
 */
export function showSubscriptions({ subscriptions, faults }) {
  if (place()["tab"] !== "subscriptions") {
    found = "";
    return;
  }
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
    const members = byTeam.get(section.getAttribute("data-key") ?? "") ?? [];
    // What changes all the time is written into the card, so that nothing that somebody uses there is made again.
    showList(
      cards,
      members,
      ({ name }) => name,
      viewOf,
      (one) => JSON.stringify({ ...one, counts: undefined }),
    );
    for (const [index, card] of [...cards.children].entries()) {
      const member = members[index];
      if (member !== undefined) update(card, member, faults);
    }
  }
  byId("no-subscriptions").hidden = subscriptions.length > 0;
  const { about = "" } = place();
  if (about === found) return;
  found = about;
  list.querySelector(`[data-key="${CSS.escape(about)}"]`)?.scrollIntoView({ block: "center" });
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

/** @param {SubscriptionView} subscription */
function viewOf({ name, destination, eventTypes, conditions, details, trouble, endpoint, declaredAt }) {
  const types = eventTypes === "All" ? ["every event type"] : eventTypes.map(breakable);
  return element(
    "li",
    { class: "card" },
    element("h4", {}, nameElement(name)),
    ...(declaredAt === undefined
      ? []
      : [
          element(
            "p",
            { class: "place" },
            element("a", { href: declaredAt.href, title: "Open it in the editor" }, declaredAt.text),
          ),
        ]),
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
    ...(endpoint === undefined ? [] : [faultOf(name, endpoint)]),
    element(
      "p",
      { class: "counts" },
      element("span", { class: "badges" }),
      element(
        "a",
        { href: addressOf({ tab: "events", about: name }), "aria-label": `Show its events, of ${name}` },
        "Show its events",
      ),
    ),
  );
}

/**
 * Makes the handler of an endpoint fail.
 * @param {string} subscription
 * @param {string} endpoint
 */
function faultOf(subscription, endpoint) {
  const select = /** @type {HTMLSelectElement} */ (
    element(
      "select",
      { class: "fault-choice" },
      element("option", { value: "none" }, "asked as usual"),
      element("option", { value: "answer-500" }, "answers 500"),
      element("option", { value: "hang" }, "hangs"),
    )
  );
  select.addEventListener("change", async () => {
    const order = { endpoint, fault: select.value };
    byId("fault-problem").textContent = await problemOf(await post("faults", JSON.stringify(order)));
    refresh();
  });
  const label = element("label", { class: "fault" }, "Its handler ", select);
  select.setAttribute("aria-label", `Its handler, of ${subscription}`);
  return label;
}

/**
 * @param {Element} card
 * @param {SubscriptionView} subscription
 * @param {StateView["faults"]} faults
 */
function update(card, { counts, endpoint, name }, faults) {
  card.classList.toggle("sought", place()["about"] === name);
  const select = /** @type {HTMLSelectElement | null} */ (card.querySelector(".fault-choice"));
  const fault = faults[endpoint ?? ""] ?? "none";
  if (select !== null && select !== document.activeElement) select.value = fault;
  card.classList.toggle("failing", fault !== "none");
  const badges = /** @type {HTMLElement} */ (card.querySelector(".badges"));
  showList(
    badges,
    countsOf(counts),
    ({ kind }) => kind,
    ({ kind, text }) => element("span", { class: `badge ${kind}` }, text),
  );
}

/** @param {import("../views.ts").DeliveryCounts} counts */
function countsOf({ delivered, underWay, lost, keptOut }) {
  return [
    { kind: delivered === 0 ? "delivered none" : "delivered", text: `${delivered} delivered`, shown: true },
    { kind: "under-way", text: `${underWay} under way`, shown: underWay > 0 },
    { kind: "lost", text: `${lost} not delivered`, shown: lost > 0 },
    { kind: "kept-out", text: `${keptOut} filtered out`, shown: keptOut > 0 },
  ].filter(({ shown }) => shown);
}
