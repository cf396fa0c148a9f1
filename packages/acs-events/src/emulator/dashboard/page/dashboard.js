import { byId, element, plural } from "./element.js";
import { showEvents } from "./events.js";
import { showSubscriptions } from "./subscriptions.js";
import { ask, editEvent, startTrying } from "./try-event.js";

/** @typedef {import("../views.ts").StateView} StateView */

/** @type {StateView | undefined} */
let state;
/** Whether the state is being asked for, and whether it changed meanwhile. */
let asking = false;
let again = false;

const shown = () => /** @type {HTMLSelectElement} */ (byId("shown"));

async function refresh() {
  again = asking;
  if (asking) return;
  asking = true;
  try {
    state = await (await fetch("state")).json();
    show();
  } catch {
    // The connection says that nobody answers any more.
  } finally {
    asking = false;
  }
  if (again) await refresh();
}

function show() {
  if (state === undefined) return;
  const { stack, now, subscriptions, events, older } = state;
  byId("stack").textContent = `stack ${stack}`;
  document.title = `Local Azure, ${stack}`;
  const sum = (/** @type {"delivered" | "lost"} */ count) =>
    subscriptions.reduce((all, { counts }) => all + counts[count], 0);
  const lost = sum("lost");
  byId("summary").textContent = [
    plural(subscriptions.length, "subscription"),
    plural(events.length + older, "event"),
    plural(sum("delivered"), "delivery", "deliveries"),
    ...(lost === 0 ? [] : [`${lost} not delivered`]),
  ].join(" · ");
  byId("clock").textContent = aheadOf(now);
  showChoices(subscriptions.map(({ name }) => name));
  showEvents(events, older, shown().value, tryAgain);
  showSubscriptions(subscriptions, (subscription) => {
    shown().value = subscription;
    show();
    byId("events").focus();
    byId("events").scrollIntoView();
  });
}

/** @param {string} text of an event */
function tryAgain(text) {
  editEvent(text);
  byId("event").focus();
  byId("try-heading").scrollIntoView();
}

/**
 * The local clock passes over the waits between attempts, and so may be ahead of the one on the wall.
 * @param {string} now
 */
function aheadOf(now) {
  const minutes = Math.floor((Date.parse(now) - Date.now()) / 60_000);
  if (minutes < 1) return "";
  const ahead = minutes < 120 ? plural(minutes, "minute") : plural(Math.round(minutes / 60), "hour");
  return `The clock of the local Azure is ${ahead} ahead: it passes over the waits between attempts.`;
}

/** @param {readonly string[]} names */
function showChoices(names) {
  const known = [...shown().options].slice(1).map(({ value }) => value);
  if (known.join("\n") === names.join("\n")) return;
  const { value } = shown();
  shown().replaceChildren(
    element("option", { value: "" }, "every event"),
    ...names.map((name) => element("option", { value: name }, `events for ${name}`)),
  );
  shown().value = names.includes(value) ? value : "";
}

/** @param {boolean} connected */
function showConnection(connected) {
  byId("connection").className = connected ? "connected" : "stopped";
  byId("connection").textContent = connected
    ? "Running"
    : "Stopped. Start it again with npm start -- --keep, and open the address that it prints.";
}

shown().addEventListener("change", show);
await startTrying();
const changes = new EventSource("changes");
changes.addEventListener("open", () => showConnection(true));
changes.addEventListener("error", () => showConnection(false));
changes.addEventListener("changed", () => {
  void refresh();
  void ask();
});
