import { button, byId, element } from "./element.js";
import { timeOf } from "./times.js";

/** @typedef {import("../views.ts").StateView} StateView */
/** @typedef {import("../views.ts").DeploymentView} DeploymentView */

/** What a notice says, so that it is not said again. */
let said = "";

/** The deployment that was announced last, or that was there when the page was opened. */
let told = "";

/**
 * Says when what is deployed has changed since the page was opened, and when the local Azure was restarted.
 * @param {StateView | undefined} before
 * @param {StateView} now
 */
export function noticeDeployment(before, now) {
  const { deployment, run } = now;
  byId("deployed").textContent = deployment === undefined ? "" : standing(deployment);
  byId("deployed").className = deployment?.state ?? "";
  // Only its end is announced, not each resource.
  if (deployment?.state === "under-way" && before !== undefined && before.run === run) return;
  const text = JSON.stringify(deployment) ?? "";
  const isNew = text !== told;
  told = text;
  if (before === undefined) return;
  if (before.run !== run) notice("The local Azure was started anew: what you saw of the one before is gone.");
  else if (isNew && deployment !== undefined) notice(newsOf(deployment), deployment.state === "refused");
}

/** @param {DeploymentView} deployment */
function standing({ state, at }) {
  if (state === "under-way") return "Deploying what was saved: what you see is from before.";
  if (state === "refused") return `Not deployed at ${timeOf(at)}: what was there before stays.`;
  return `Deployed ${timeOf(at)}`;
}

/** @param {DeploymentView} deployment */
function newsOf(deployment) {
  const { state, at, problem = "" } = deployment;
  const changes = changesIn(deployment);
  if (state !== "refused") return `Redeployed at ${timeOf(at)}: ${changes || "no subscription changed"}.`;
  return `Not deployed at ${timeOf(at)}: ${firstLine(problem)}${changes && ` Deployed all the same: ${changes}.`}`;
}

/** @param {string} text */
function firstLine(text) {
  const line = text.trim().split("\n")[0] ?? "";
  return /[.!?:]$/.test(line) ? line : `${line}.`;
}

/** @param {DeploymentView} deployment */
function changesIn({ added, changed, removed }) {
  return [
    { names: added, what: "added" },
    { names: changed, what: "changed" },
    { names: removed, what: "removed" },
  ]
    .filter(({ names }) => names.length > 0)
    .map(({ names, what }) => `${what} ${listOf(names)}`)
    .join("; ");
}

/** @param {readonly string[]} names */
function listOf(names) {
  const more = names.length - 5;
  return `${names.slice(0, 5).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/**
 * @param {string} text
 * @param {boolean} [isBad]
 */
function notice(text, isBad = false) {
  if (text === said) return;
  said = text;
  byId("notice").className = isBad ? "bad" : "";
  byId("notice").replaceChildren(
    element("p", {}, text),
    button("Close", () => byId("notice").replaceChildren(), { class: "quiet" }),
  );
}

/** When the connection was lost. @type {Date | undefined} */
let lostAt;

/** @param {boolean} connected */
export function showConnection(connected) {
  document.body.classList.toggle("stale", !connected);
  byId("connection").className = connected ? "connected" : "stopped";
  if (connected) {
    lostAt = undefined;
    byId("connection").textContent = "Running";
    return;
  }
  lostAt ??= new Date();
  byId("connection").textContent =
    `Not connected since ${timeOf(lostAt.toISOString())}: what you see is from before. The page goes on by itself when the local Azure answers again; one that was stopped prints a new address when it is started.`;
}
