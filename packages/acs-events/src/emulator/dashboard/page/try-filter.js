import { addressOf, go, note, onMove, place } from "./address.js";
import { post, read } from "./asking.js";
import { breakable, byId, element, plural } from "./element.js";
import { mark, why } from "./misses.js";
import { mistakesOf } from "./try-event.js";

/** @typedef {import("../views.ts").FilterAnswer} FilterAnswer */
/** @typedef {import("../views.ts").TriedFilter} TriedFilter */
/** @typedef {import("../views.ts").TriedEvent} TriedEvent */
/** @typedef {import("../views.ts").SubscriptionView} SubscriptionView */

/** How many milliseconds without a key before the answer is asked for. */
const pause = 150;

const beginning = `filter({
  eventTypes: ["Microsoft.Communication.SMSReceived"],
  where: (event) => [event.data.message.contains("help")],
})`;

const editor = () => /** @type {HTMLTextAreaElement} */ (byId("filter"));
const choices = () => /** @type {HTMLSelectElement} */ (byId("filter-of"));

/** Counts the questions, so that a late answer does not take the place of a newer one. */
let asked = 0;
/** What is shown, so that the same content is not rendered twice. */
let answered = "";

/** Begins to answer what is written. */
export function startFilter() {
  editor().value = place()["filter"] ?? beginning;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  editor().addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ filter: editor().value }, false), pause);
  });
  onMove(() => {
    const { filter } = place();
    if (filter !== undefined && document.activeElement !== editor()) editor().value = filter;
  });
  choices().addEventListener("change", async () => {
    const json = await read(`filters/${encodeURIComponent(choices().value)}`);
    if (json === undefined) return;
    editor().value = JSON.stringify(json, undefined, 2);
    go({ filter: editor().value }, false);
  });
}

/** @param {readonly SubscriptionView[]} subscriptions */
export function showFilterChoices(subscriptions) {
  const names = subscriptions.map(({ name }) => name);
  const known = [...choices().options].slice(1).map(({ value }) => value);
  if (known.join("\n") === names.join("\n")) return;
  const [none] = choices().options;
  choices().replaceChildren(...(none ? [none] : []), ...names.map((name) => element("option", { value: name }, name)));
}

/** Asks which of the newest events the filter matches. */
export async function askFilter() {
  // What is answered is also what the address says, so that a reload shows the same.
  if (editor().value !== (place()["filter"] ?? beginning)) note({ filter: editor().value });
  asked += 1;
  const mine = asked;
  const answer = await post("try-filter", editor().value);
  if (mine !== asked || !answer?.ok) return;
  /** @type {FilterAnswer} */
  const said = await answer.json();
  const content = JSON.stringify(said);
  if (mine !== asked || content === answered) return;
  answered = content;
  const ready = said.kind === "filter";
  editor().setAttribute("aria-invalid", String(!ready));
  byId("filter-answer").inert = !ready;
  byId("filter-mistake").replaceChildren(...(said.kind === "no-filter" ? mistakesOf(said.problems, editor()) : []));
  byId("filter-verdict").textContent =
    said.kind === "no-filter"
      ? "Not a filter yet"
      : `${said.counts.through} of the newest ${plural(said.counts.tried, "event")} would pass`;
  if (said.kind === "filter") byId("filter-answer").replaceChildren(...viewOf(said));
}

/** @param {TriedFilter} said */
function viewOf({ conditions, notes, counts, through, keptOut }) {
  return [
    ...listOf("It asks", conditions, "remarks"),
    ...listOf("Worth knowing", notes, "remarks"),
    ...eventsOf(`Would pass: ${counts.through}`, through, "delivered", "✓"),
    ...eventsOf(`Of its event types, filtered out: ${counts.keptOut}`, keptOut, "kept-out", "–"),
  ];
}

/**
 * @param {string} heading
 * @param {readonly string[]} items
 * @param {string} kind
 */
function listOf(heading, items, kind) {
  if (items.length === 0) return [];
  return [
    element("h4", { class: "reason" }, heading),
    element("ul", { class: kind }, ...items.map((item) => element("li", {}, element("bdi", {}, item)))),
  ];
}

/**
 * @param {string} heading
 * @param {readonly TriedEvent[]} events
 * @param {string} kind
 * @param {string} sign
 */
function eventsOf(heading, events, kind, sign) {
  if (events.length === 0) return [];
  return [
    element("h4", { class: "reason" }, heading),
    element(
      "ul",
      { class: "fates" },
      ...events.map(({ position, type, subject, conditions }) =>
        element(
          "li",
          {},
          mark(kind, sign),
          element("a", { href: addressOf({ tab: "events", event: String(position) }) }, breakable(type)),
          " ",
          element("bdi", { class: "subject" }, subject),
          ...conditions.map(why),
        ),
      ),
    ),
  ];
}
