import { addressOf, go, place } from "./address.js";
import { read } from "./asking.js";
import { breakable, button, byId, element, plural, showList } from "./element.js";
import { badgesOf, showFate } from "./event-details.js";
import { timeOf } from "./times.js";

/** @typedef {import("../views.ts").EventRow} EventRow */
/** @typedef {import("../views.ts").EventView} EventView */
/** @typedef {import("../views.ts").StateView} StateView */

/** Whether the list stays as it is while events come, and how many had been published when it began to. */
let holds = false;
let heldAt = 0;
let published = 0;

/** @type {(text: string) => void} */
let edit = () => undefined;
/** @type {() => void} */
let refresh = () => undefined;

/** The event whose details are shown, and its text. @type {{ position: string, text: string | undefined } | undefined} */
let chosen;

/**
 * @param {(text: string) => void} tryAgain takes the text of an event to try it
 * @param {() => void} again asks for the state
 */
export function startEvents(tryAgain, again) {
  edit = tryAgain;
  refresh = again;
  byId("hold").addEventListener("click", () => {
    hold(!holds);
    if (!holds) refresh();
  });
  byId("event-list").addEventListener("keydown", moveInList);
}

/** @param {boolean} on */
export function hold(on) {
  holds = on;
  heldAt = published;
  byId("hold").setAttribute("aria-pressed", String(on));
  byId("held").textContent = "";
}

/**
 * Shows what was published, newest first.
 * @param {StateView} state
 */
export function showEvents(state) {
  const { tab, event = "", about = "", standing = "", before = "" } = place();
  ({ published } = state);
  if (holds) {
    const missed = published - heldAt;
    byId("held").textContent = missed === 0 ? "The list is held." : `${plural(missed, "new event")} since you held it.`;
    return;
  }
  if (tab !== "events") return;
  const { events, older } = state;
  const list = byId("event-list");
  showList(list, events, ({ position }) => String(position), rowOf);
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);
  const current = rows.find((row) => row.parentElement?.getAttribute("data-key") === event);
  for (const row of rows) {
    // One stop of the Tab key for the whole list; the arrows go on inside it.
    row.tabIndex = row === (current ?? rows[0]) || row === document.activeElement ? 0 : -1;
    if (row === current) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  const narrowed = about !== "" || standing !== "";
  byId("no-events").hidden = events.length > 0;
  byId("no-events").textContent =
    narrowed && older > 0
      ? "None found among the newest of them."
      : narrowed
        ? "None found."
        : "No event here yet. Try one, or let a client publish it.";
  byId("older").replaceChildren(
    ...(before === "" ? [] : [button("Newest events", () => go({ before: "" }), { class: "quiet" })]),
    ...(older === 0
      ? []
      : [
          button(narrowed ? "Look further back" : plural(older, "older event"), () => go({ before: String(older) }), {
            class: "quiet",
          }),
        ]),
  );
}

/** @param {EventRow} event */
function rowOf(event) {
  const { position, type, subject, publishedAt, again } = event;
  const { about = "", standing = "", before = "" } = place();
  return element(
    "li",
    {},
    element(
      "a",
      { class: "line", href: addressOf({ tab: "events", about, standing, before, event: String(position) }) },
      element(
        "span",
        { class: "type" },
        type === "" ? "refused event" : breakable(type),
        ...(again === undefined ? [] : [" (again)"]),
      ),
      element("span", { class: "fate" }, ...badgesOf(event)),
      element("bdi", { class: "subject" }, subject),
      element("time", { datetime: publishedAt }, timeOf(publishedAt)),
    ),
  );
}

/** @param {KeyboardEvent} event */
function moveInList(event) {
  const rows = /** @type {HTMLElement[]} */ ([...byId("event-list").querySelectorAll("a")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (at === -1) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = to === undefined ? undefined : rows[to];
  if (row === undefined) return;
  event.preventDefault();
  for (const other of rows) other.tabIndex = -1;
  row.tabIndex = 0;
  row.focus();
}

/** Shows all that became of the chosen event. */
export async function refreshEvent() {
  const { event: position = "" } = place();
  byId("events").classList.toggle("chosen", position !== "");
  const details = byId("event-details");
  if (position === "") {
    chosen = undefined;
    details.replaceChildren(
      element("p", { class: "hint" }, "Choose an event to see what became of it, attempt by attempt."),
    );
    return;
  }
  /** @type {EventView | undefined} */
  const event = await read(`events/${position}/fate`);
  if (place()["event"] !== position) return;
  const back = button("All events", () => go({ event: "" }), { class: "quiet back" });
  if (event === undefined) {
    details.replaceChildren(back, element("p", { class: "hint" }, "This event is not kept any more."));
    return;
  }
  if (chosen?.position !== position) {
    const text = await read(`events/${position}`);
    if (place()["event"] !== position) return;
    chosen = { position, text: text === undefined ? undefined : JSON.stringify(text, undefined, 2) };
    details.replaceChildren();
  }
  showFate(details, event, chosen.text, { edit, refresh, back });
}
