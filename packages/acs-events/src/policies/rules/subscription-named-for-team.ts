import { isUnknown } from "./knowable.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const subscriptionNamedForTeam = subscriptionRule({
  name: "subscription-named-for-team",
  description: "A subscription's name begins with its team's, in lower case.",
  level: "advisory",
  protectsFrom: "In Azure's lists and in the folders of dead letters nobody can tell whose subscription it is.",
  howToFix:
    "Declare it in the team's file, with a name in lower case. A new name makes a new subscription before the old one is deleted, and events in between arrive twice.",
  references: [azureDocs("subscription creation schema", "event-grid/subscription-creation-schema")],
  parameters: {
    pattern: {
      type: "pattern",
      description: "What names look like.",
      default: "^[a-z0-9]+(-[a-z0-9]+)*$",
    },
  },
  check: ({ name, azureName, team }, { parameters: { pattern } }) => {
    if (isUnknown(azureName)) return [cannotTell(name, azureName)];
    const verdicts: Verdict[] = [];
    if (!new RegExp(pattern).test(name)) {
      verdicts.push(violation(name, "name", `The name "${name}" is not like ${pattern}.`, { value: name }));
    }
    if (isUnknown(team)) return [...verdicts, cannotTell(name, team)];
    // Without a team it is `owner-labelled` that speaks.
    if (team !== undefined && !name.toLowerCase().startsWith(`${team.toLowerCase()}-`)) {
      const message = `The name "${name}" does not begin with "${team}-", though it is a subscription of the team "${team}".`;
      verdicts.push(violation(name, "name", message, { value: name }));
    }
    return verdicts;
  },
});
