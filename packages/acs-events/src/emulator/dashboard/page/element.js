/**
 * An element with attributes and children. Everything that comes from an event gets onto the page here, as text and
 * never as markup.
 * @param {string} tag
 * @param {Readonly<Record<string, string | boolean | undefined>>} attributes `true` for one without a value, `false` and undefined for none
 * @param {readonly (Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.map((child) => (typeof child === "string" ? visible(child) : child)));
  return made;
}

/**
 * Text without the characters that have no shape of their own: controls, and those that turn the direction of what
 * follows, are written as their code.
 * @param {string} text
 */
export function visible(text) {
  return text.replaceAll(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const unseen = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2028\u2029\u2060-\u2064\ufeff]/gu;

/**
 * A button that does something.
 * @param {string} text
 * @param {() => void} action
 * @param {Readonly<Record<string, string>>} attributes
 */
export function button(text, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * An event type that may be broken between its words where the line is short.
 * @param {string} type
 */
export function breakable(type) {
  const words = shortType(type).split(/(?<=[a-z])(?=[A-Z])/);
  return element("span", {}, ...words.flatMap((word, index) => (index === 0 ? [word] : [element("wbr"), word])));
}

/** @param {string} type `Microsoft.Communication.SMSReceived` */
export function shortType(type) {
  return type.replace(/^Microsoft\.Communication\./, "");
}

/**
 * The element of the page with this id.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @returns {E}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return /** @type {E} */ (found);
}

/**
 * Shows a list and leaves alone what has not changed, so that what is open stays open and the focus where it was.
 * @template T
 * @param {HTMLElement} parent
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} render
 * @param {(item: T) => string} contentOf what an item shows, to compare
 */
export function showList(parent, items, keyOf, render, contentOf = JSON.stringify) {
  const before = new Map([...parent.children].map((child) => [child.getAttribute("data-key"), child]));
  /** @type {Element | null | undefined} */
  let focused;
  const children = items.map((item) => {
    const key = keyOf(item);
    const content = contentOf(item);
    const known = before.get(key);
    if (known !== undefined && contents.get(known) === content) return known;
    const made = render(item);
    made.setAttribute("data-key", key);
    contents.set(made, content);
    const details = made.querySelector("details");
    if (details !== null) details.open = known?.querySelector("details")?.open ?? false;
    if (known?.contains(document.activeElement)) {
      const focus = document.activeElement?.getAttribute("data-focus");
      focused =
        [...made.querySelectorAll("[data-focus]")].find((one) => one.getAttribute("data-focus") === focus) ??
        made.querySelector("summary, button, a");
    }
    return made;
  });
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
  for (const [index, child] of children.entries()) {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  }
  if (focused instanceof HTMLElement) focused.focus();
}

/** What each element shows, as text to compare. @type {WeakMap<Element, string>} */
const contents = new WeakMap();
