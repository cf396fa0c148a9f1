import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const ownerLabelled = subscriptionRule({
  name: "owner-labelled",
  description: "Every subscription says whose it is, and whom to write to.",
  level: "mandatory",
  protectsFrom: "Its events go astray, and nobody knows whom to ask before switching it off.",
  howToFix: 'Declare it in a team file; the labels "team=…" and "owner=…" follow from there.',
  parameters: {
    ownerPattern: {
      type: "pattern",
      description: 'What owners look like, such as "@contoso\\\\.example$". Until it is set, any owner will do.',
    },
  },
  check: ({ name, team, owner }, { parameters: { ownerPattern } }) => {
    if (isUnknown(team)) return [cannotTell(name, team)];
    if (isUnknown(owner)) return [cannotTell(name, owner)];
    const missing = [...(team === undefined ? ["team"] : []), ...(owner === undefined ? ["owner"] : [])];
    const verdicts: Verdict[] = [];
    if (missing.length > 0) {
      const labels = missing.map((label) => `"${label}=…"`).join(" and ");
      const are = missing.length === 1 ? `The label ${labels} is` : `The labels ${labels} are`;
      verdicts.push(violation(name, "labels", `${are} missing: nobody can tell whose subscription it is.`));
    }
    if (owner !== undefined && ownerPattern !== undefined && !new RegExp(ownerPattern).test(owner)) {
      verdicts.push(violation(name, "labels", `The owner "${owner}" is not like ${ownerPattern}.`, { value: owner }));
    }
    return verdicts;
  },
});
