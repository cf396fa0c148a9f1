import { element, plural, shortType } from "./element.js";

/**
 * Why those who do not get an event do not get it.
 * @param {import("../views.ts").Misses} event
 * @param {string} type of the event
 * @param {boolean} would whether it has not happened yet
 * @returns {HTMLElement[]}
 */
export function missesOf({ keptOut, passedOver, unlisted }, type, would) {
  const passed = passedOver.map(({ subscription, reason }) =>
    element("li", {}, mark("kept-out", "–"), name(subscription), element("p", { class: "why" }, reason)),
  );
  const kept = keptOut.map(({ subscription, conditions }) =>
    element("li", {}, mark("kept-out", "–"), name(subscription), ...conditions.map(why)),
  );
  const count = passed.length + kept.length;
  const verb = would ? "would not get it" : "did not get it";
  return [
    ...(count === 0
      ? []
      : [
          element("h4", { class: "reason" }, `${plural(count, "subscription")} of this type ${verb}`),
          element("ul", { class: "fates" }, ...passed, ...kept),
        ]),
    ...(unlisted.length === 0
      ? []
      : [
          element(
            "details",
            { class: "unlisted" },
            element(
              "summary",
              {},
              unlisted.length === 1
                ? `1 subscription does not list ${shortType(type)}`
                : `${unlisted.length} subscriptions do not list ${shortType(type)}`,
            ),
            element("p", {}, unlisted.join(", ")),
          ),
        ]),
  ];
}

/** @param {import("../views.ts").FailedCondition} condition */
export function why({ asked, found }) {
  return element(
    "p",
    { class: "why" },
    "only if ",
    element("bdi", { class: "asked" }, asked),
    "; ",
    element("bdi", { class: "found" }, found),
  );
}

/**
 * A sign for the eyes; the words beside it say the same.
 * @param {string} kind
 * @param {string} sign
 */
export function mark(kind, sign) {
  return element("span", { class: `mark ${kind}`, "aria-hidden": "true" }, sign);
}

/** @param {string} subscription */
export function name(subscription) {
  return element("bdi", { class: "name" }, subscription);
}
