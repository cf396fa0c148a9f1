import { post, problemOf } from "./asking.js";
import { byId, plural } from "./element.js";
import { durationOf, momentOf } from "./times.js";

/** @typedef {import("../views.ts").ClockView} ClockView */

const passing = () => /** @type {HTMLInputElement} */ (byId("passing"));

/** Whether the user has already chosen if waits are skipped after sending. */
let chosen = false;

/** Whether the waits between attempts are skipped after an event is sent. */
export function passesWaits() {
  return passing().checked;
}

/**
 * @param {ClockView | undefined} clock
 * @param {string} now ISO 8601
 */
export function showClock(clock, now) {
  byId("clock").hidden = clock === undefined;
  if (clock === undefined) return;
  if (!chosen) passing().checked = clock.passesWaits;
  const ahead = Date.parse(now) - Date.now();
  const waits =
    clock.waiting === 0
      ? "nothing waits"
      : `${plural(clock.waiting, "attempt")} waiting, the next in ${untilNext(clock, now)}`;
  const text = `Clock: ${momentOf(now)}${ahead > 60_000 ? `, ${durationOf(ahead)} ahead` : ""}; ${waits}`;
  if (byId("time").textContent !== text) byId("time").textContent = text;
  /** @type {HTMLButtonElement} */ (byId("pass-waits")).disabled = clock.waiting === 0;
}

/**
 * @param {ClockView} clock
 * @param {string} now
 */
function untilNext({ nextAt }, now) {
  const left = Date.parse(nextAt ?? now) - Date.parse(now);
  return left < 1_000 ? "a moment" : durationOf(left);
}

/** Lets the buttons turn the clock. */
export function startClock() {
  const select = /** @type {HTMLSelectElement} */ (byId("turn"));
  byId("clock").addEventListener("submit", (event) => {
    event.preventDefault();
    void turn(Number(select.value));
  });
  byId("pass-waits").addEventListener("click", () => void turn("past-all-waits"));
  passing().addEventListener("change", () => {
    chosen = true;
  });
}

/** @param {number | "past-all-waits"} by milliseconds */
async function turn(by) {
  byId("turned").textContent = "Turning…";
  const answer = await post("clock", JSON.stringify({ turn: by }));
  const problem = await problemOf(answer);
  byId("turned").textContent = problem || "Turned.";
  // The page shows the new time.
  byId("turned").className = problem === "" ? "unseen" : "mistake";
}
