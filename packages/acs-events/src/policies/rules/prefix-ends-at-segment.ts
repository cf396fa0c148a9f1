import { isEventType } from "../../catalog/event-types.ts";
import { subjectTemplates } from "../../catalog/subjects.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const prefixEndsAtSegment = subscriptionRule({
  name: "prefix-ends-at-segment",
  description: "A subject prefix that holds an id ends where the id ends.",
  level: "advisory",
  protectsFrom: '"worker/w1" matches the events of worker w10 as well; "sender/a@b.com" those of a@b.com.example.',
  howToFix:
    "End the prefix with a slash; where the subject ends with the id, use an advanced filter `subject` StringIn with the whole subjects.",
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  parameters: {
    openVariables: {
      type: "list",
      description: "Variables of subjects of which a beginning is meant: area codes, kinds of identities.",
      default: ["phoneNumber", "callerRawId"],
    },
  },
  check: ({ name, filter: { eventTypes, subjectBeginsWith, advancedFilters } }, { parameters }) => {
    if (isUnknown(subjectBeginsWith)) return [cannotTell(name, subjectBeginsWith)];
    if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
    if (eventTypes === "All" || subjectBeginsWith === "" || subjectBeginsWith.endsWith("/")) return [];
    const exact = !isUnknown(advancedFilters) && advancedFilters.some(namesWholeSubjects);
    if (exact) return [];
    const cut = eventTypes.flatMap((type) => {
      const found = cutVariable(type, subjectBeginsWith);
      return found === undefined || parameters.openVariables.includes(found.variable) ? [] : [{ type, ...found }];
    });
    const [first] = cut;
    if (first === undefined) return [];
    const goesOn = cut.every(({ last }) => !last);
    const fix = goesOn
      ? `End it with a slash: "${subjectBeginsWith}/".`
      : `Subjects of ${cut.find(({ last }) => last)?.type} end there, so that a slash would keep them out: use an advanced filter on subject with StringIn and the whole subjects.`;
    const message = `The prefix "${subjectBeginsWith}" ends inside {${first.variable}} of ${first.type}: longer ids that begin with "${first.begun}" pass as well. ${fix}`;
    return [violation(name, "filter.subjectBeginsWith", message, { value: subjectBeginsWith })];
  },
});

function namesWholeSubjects({ key, operatorType }: { readonly key: string; readonly operatorType: string }): boolean {
  return key.toLowerCase() === "subject" && operatorType === "StringIn";
}

/** The variable that a prefix ends in, what of it is there, and whether it is the last of its subject. */
function cutVariable(type: string, prefix: string) {
  const parts = prefix.toLowerCase().split("/");
  for (const template of isEventType(type) ? subjectTemplates(type) : []) {
    const segments = template.split("/");
    const inside = segments[parts.length - 1];
    const before = parts
      .slice(0, -1)
      .every((part, i) => part === segments[i]?.toLowerCase() || isVariable(segments[i]));
    if (!before || !isVariable(inside)) continue;
    const begun = prefix.split("/").at(-1) ?? "";
    return { variable: inside.slice(1, -1), begun, last: parts.length === segments.length };
  }
  return undefined;
}

function isVariable(segment: string | undefined): segment is string {
  return segment?.startsWith("{") === true;
}
