import { go, onMove, place } from "./address.js";
import { coalesced, read } from "./asking.js";
import { showClock, startClock } from "./clock.js";
import { byId, element, plural } from "./element.js";
import { hold, refreshEvent, showEvents, startEvents } from "./events.js";
import { refreshLost } from "./lost.js";
import { noticeDeployment, showConnection } from "./notices.js";
import { refreshQueues } from "./queues.js";
import { showSubscriptions, startFaults } from "./subscriptions.js";
import { ask, editEvent, startTrying } from "./try-event.js";
import { askFilter, showFilterChoices, startFilter } from "./try-filter.js";

/** @typedef {import("../views.ts").StateView} StateView */

/** @type {StateView | undefined} */
let state;

const refresh = coalesced(async () => {
  if (document.hidden) return;
  const { tab = "", about = "", standing = "", before = "" } = place();
  const query = new URLSearchParams({
    limit: tab === "events" ? "100" : "1",
    ...(about === "" ? {} : { about }),
    ...(standing === "" ? {} : { only: standing }),
    ...(before === "" ? {} : { before }),
  });
  /** @type {StateView | undefined} */
  const said = await read(`state?${query}`);
  if (said === undefined) return;
  noticeDeployment(state, said);
  state = said;
  show(said);
  if (tab === "events") await refreshEvent();
  if (tab === "try") await ask();
  if (tab === "filter") await askFilter();
  if (tab === "queues") await refreshQueues();
  if (tab === "lost") await refreshLost();
});

/** @param {StateView} said */
function show(said) {
  const { stack, subscriptions, published, clock, now } = said;
  byId("stack").textContent = `stack ${stack}`;
  document.title = `Local Azure, ${stack}`;
  const sum = (/** @type {"delivered" | "lost"} */ count) =>
    subscriptions.reduce((all, { counts }) => all + counts[count], 0);
  byId("summary").textContent = [
    plural(subscriptions.length, "subscription"),
    plural(published, "event"),
    plural(sum("delivered"), "delivery", "deliveries"),
  ].join(" · ");
  byId("lost-count").hidden = sum("lost") === 0;
  byId("lost-count").textContent = String(sum("lost"));
  showClock(clock, now);
  showChoices(subscriptions.map(({ name }) => name));
  showEvents(said);
  showSubscriptions(said);
  showFilterChoices(subscriptions);
}

/** Shows the tab that the address names. */
function showTab() {
  const { tab = "" } = place();
  for (const section of document.querySelectorAll("main > section")) {
    /** @type {HTMLElement} */ (section).hidden = section.getAttribute("data-tab") !== tab;
  }
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("data-tab") === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** @param {readonly string[]} names */
function showChoices(names) {
  const select = /** @type {HTMLSelectElement} */ (byId("shown"));
  const { about = "" } = place();
  const known = [...select.options].slice(1).map(({ value }) => value);
  if (known.join("\n") !== names.join("\n")) {
    const [every] = select.options;
    select.replaceChildren(...(every ? [every] : []), ...names.map((name) => element("option", { value: name }, name)));
  }
  select.value = names.includes(about) ? about : "";
  /** @type {HTMLSelectElement} */ (byId("standing")).value = place()["standing"] ?? "";
}

/** @param {string} text of an event */
function tryAgain(text) {
  go({ tab: "try", event: "" });
  editEvent(text);
  byId("event").focus();
}

byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
for (const id of ["shown", "standing"]) {
  byId(id).addEventListener("change", () => {
    const { value } = /** @type {HTMLSelectElement} */ (byId(id));
    go({ [id === "shown" ? "about" : "standing"]: value, before: "" });
  });
}
onMove(() => {
  showTab();
  hold(false);
  refresh();
});
addEventListener("visibilitychange", refresh);
showTab();
startEvents(tryAgain, refresh);
startClock();
startFaults(refresh);
startFilter();
const changes = new EventSource("changes");
changes.addEventListener("open", () => showConnection(true));
changes.addEventListener("error", () => showConnection(false));
changes.addEventListener("changed", refresh);
await startTrying();
refresh();
