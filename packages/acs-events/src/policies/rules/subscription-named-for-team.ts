import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const subscriptionNamedForTeam = subscriptionRule({
  name: "subscription-named-for-team",
  description: "A subscription's name begins with its team's, in lower case.",
  level: "advisory",
  protectsFrom: "In Azure's lists and in the folders of dead letters nobody can tell whose subscription it is.",
  howToFix:
    "Declare it in the team's file, with a name in lower case. `azureName` keeps a name that Azure has already. A new name makes a new subscription before the old one is deleted, and events in between arrive twice.",
  references: [azureDocs("subscription creation schema", "event-grid/subscription-creation-schema")],
  parameters: {
    pattern: {
      type: "pattern",
      description: "What names look like.",
      default: "^[a-z0-9]+(-[a-z0-9]+)*$",
    },
  },
  check: ({ name: shown, azureName, declaredName, team }, { parameters: { pattern } }) => {
    if (isUnknown(azureName)) return [cannotTell(shown, azureName)];
    if (isUnknown(declaredName)) return [cannotTell(shown, declaredName)];
    // A name that Azure had before is kept for good by `azureName`; the one in code is what its team has chosen.
    const name = declaredName ?? shown;
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
