import { addressOf } from "./address.js";
import { post } from "./asking.js";
import { passesWaits } from "./clock.js";
import { button, byId, element, plural } from "./element.js";
import { mark, missesOf, name } from "./misses.js";

/** @typedef {import("../views.ts").TryAnswer} TryAnswer */

/** How many milliseconds without a key before the answer is asked for. */
const pause = 120;

const editor = () => /** @type {HTMLTextAreaElement} */ (byId("event"));
const send = () => /** @type {HTMLButtonElement} */ (byId("send"));

/** Counts the questions, so that an answer that comes late does not take the place of a newer one. */
let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Begins to answer what is written, and fills the list of samples. */
export async function startTrying() {
  byId("try").addEventListener("submit", (event) => {
    event.preventDefault();
    void sendEvent();
  });
  editor().addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
    byId("sent").textContent = "";
  });
  editor().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void sendEvent();
  });
  /** @type {readonly import("../views.ts").SampleGroup[]} */
  const groups = await (await fetch("samples")).json();
  const samples = groups.flatMap((group) => group.samples);
  const select = /** @type {HTMLSelectElement} */ (byId("sample"));
  let index = 0;
  select.append(
    ...groups.map(({ label, samples: members }) =>
      element(
        "optgroup",
        { label },
        ...members.map((sample) => element("option", { value: String(index++) }, sample.label)),
      ),
    ),
  );
  select.addEventListener("change", () => editEvent(samples[Number(select.value)]?.text ?? ""));
  if (editor().value === "") editEvent(samples[0]?.text ?? "");
  else void ask();
}

/**
 * Puts an event into the editor.
 * @param {string} text
 */
export function editEvent(text) {
  editor().value = text;
  editor().scrollTop = 0;
  byId("sent").textContent = "";
  void ask();
}

/** Asks again who would get what is written: a subscription may have changed. */
export async function ask() {
  asked += 1;
  const mine = asked;
  const answer = await post("try", editor().value);
  if (mine !== asked || answer === undefined) return;
  /** @type {TryAnswer} */
  const said = await answer.json();
  if (mine === asked) showAnswer(said);
}

/** @param {TryAnswer} said */
function showAnswer(said) {
  const ready = said.kind === "answer";
  send().disabled = !ready;
  editor().setAttribute("aria-invalid", String(!ready));
  // What is dimmed was the answer to something else.
  byId("answer").inert = !ready;
  byId("mistake").replaceChildren(...(ready ? [] : mistakesOf(problemsIn(said), editor())));
  if (!ready) {
    say("verdict", "Not an event yet");
    return;
  }
  const { receivers, remarks, type } = said;
  say(
    "verdict",
    receivers.length === 0 ? "Nobody would get it" : `${plural(receivers.length, "subscription")} would get it`,
  );
  byId("answer").replaceChildren(
    ...(receivers.length === 0
      ? []
      : [
          element(
            "ul",
            { class: "fates" },
            ...receivers.map((subscription) => element("li", {}, mark("delivered", "✓"), name(subscription))),
          ),
        ]),
    ...missesOf(said, type, true),
    ...(remarks.length === 0
      ? []
      : [
          element("h4", { class: "reason" }, "Worth knowing"),
          element("ul", { class: "remarks" }, ...remarks.map((remark) => element("li", {}, remark))),
        ]),
  );
}

/**
 * Writes the text only if it changed: a screen reader would read it aloud again.
 * @param {string} id
 * @param {string} text
 */
function say(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** @param {import("../views.ts").NoEvent} said */
function problemsIn(said) {
  return said.kind === "no-event" ? said.problems.map((message) => ({ message })) : [said];
}

/**
 * What is wrong with what is written, each with a way to its place.
 * @param {readonly { readonly message: string, readonly line?: number, readonly column?: number }[]} problems
 * @param {HTMLTextAreaElement} text
 */
export function mistakesOf(problems, text) {
  return problems.flatMap(({ message, line, column }) =>
    line === undefined || column === undefined
      ? [element("span", {}, message)]
      : [
          element("span", {}, `Line ${line}, column ${column}: ${message}`),
          button("Go there", () => goTo(text, line, column), {
            class: "quiet",
            "aria-label": `Go there, to line ${line}, column ${column}`,
          }),
        ],
  );
}

/**
 * @param {HTMLTextAreaElement} text
 * @param {number} line from 1
 * @param {number} column from 1
 */
function goTo(text, line, column) {
  const lines = text.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const at = before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
  text.focus();
  text.setSelectionRange(at, at + 1);
}

async function sendEvent() {
  if (send().disabled) return;
  send().disabled = true;
  byId("sent").textContent = "Sending…";
  const answer = await post(passesWaits() ? "send" : "send?waits=stay", editor().value);
  send().disabled = false;
  if (answer === undefined) byId("sent").textContent = "The local Azure did not answer.";
  else if (answer.ok) byId("sent").replaceChildren(...sentAs(await answer.json()));
  else if (answer.headers.get("content-type")?.includes("json")) showAnswer(await answer.json());
  else byId("sent").textContent = await answer.text();
}

/** @param {{ readonly position: number }} sent */
function sentAs({ position }) {
  return [
    "Sent. ",
    element("a", { href: addressOf({ tab: "events", event: String(position) }) }, "See what became of it"),
  ];
}
