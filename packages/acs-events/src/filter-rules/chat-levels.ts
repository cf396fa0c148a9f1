import { eventTypes } from "../catalog/event-types.ts";
import { otherLevelOf } from "../catalog/levels.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";
import { passingTypes } from "./subject-templates.ts";
import { listed, shortType } from "./wording.ts";

const findings = {
  "chat-levels-both": {
    level: "warning",
    says: "The filter matches the same chat news on both levels: once per user except the sender, and once per thread.",
    todo: "List the types of one level, or make the handler ignore the second copy.",
  },
} as const;

/** Azure docs, communication-services-chat-events: user-level events come once for each user but the sender. */
export const chatLevelsRule: FilterRule = {
  findings,
  check: (filter, { path, types, listed: explicit }) => {
    if (!explicit) return [];
    const through = new Set(passingTypes(types, filter));
    const pairs = [...through].flatMap((type) => {
      if (!("level" in eventTypes[type]) || eventTypes[type].level !== "user") return [];
      const thread = otherLevelOf(type);
      return thread !== undefined && through.has(thread) ? [`${shortType(type)} and ${shortType(thread)}`] : [];
    });
    if (pairs.length === 0) return [];
    const message = `The same news comes on both levels of chat: ${listed(pairs.map((pair) => pair.replace(" and ", " with ")))}. User-level events come once for each user but the sender, thread-level events once per thread; list the types of one level.`;
    return [finding(findings, "chat-levels-both", { message, path: `${path}.includedEventTypes`, value: pairs })];
  },
};
