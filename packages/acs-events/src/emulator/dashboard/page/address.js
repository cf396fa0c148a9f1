/*
 * Where somebody is on the page: the tab, the chosen event, what a list is narrowed to, the filter that is tried. It is
 * the part of the address behind "#", which no browser sends anywhere, so that a link or a reload leads back.
 */

/** @typedef {Readonly<Record<string, string>>} Place */

export const tabs = /** @type {const} */ (["events", "try", "filter", "subscriptions", "queues", "lost"]);

/** @returns {Place} */
export function place() {
  const said = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const tab = tabs.find((one) => one === said["tab"]) ?? "events";
  return { ...said, tab };
}

/**
 * The address of a place.
 * @param {Place} to
 */
export function addressOf(to) {
  return `#${new URLSearchParams(Object.entries(to).filter(([, value]) => value !== ""))}`;
}

/**
 * Changes what is said of this place; "" takes it out.
 * @param {Place} changes
 * @param {boolean} remember whether the browser's way back leads to where we were
 */
export function go(changes, remember = true) {
  const address = addressOf({ ...place(), ...changes });
  if (address === location.hash) return;
  if (remember) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  tell();
}

/**
 * Writes the current place into the address, without calling the listeners.
 * @param {Place} changes
 */
export function note(changes) {
  history.replaceState(null, "", addressOf({ ...place(), ...changes }));
}

/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener called when the place has changed */
export function onMove(listener) {
  listeners.push(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

addEventListener("hashchange", tell);
addEventListener("popstate", tell);
