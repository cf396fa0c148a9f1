import { stackRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const teamQuota = stackRule({
  name: "team-quota",
  description: "A team leaves room on the topic for others.",
  level: "advisory",
  protectsFrom: "A topic takes 500 subscriptions and no more; one team fills it, and the next cannot deploy.",
  howToFix: "Join subscriptions that differ in their event types or endpoints only, or ask for a larger share.",
  parameters: {
    most: { type: "integer", description: "The subscriptions that one team may have.", default: 100, minimum: 1 },
  },
  needs: "subscriptions",
  check: ({ subscriptions }, { parameters: { most } }) => {
    const ofTeam = new Map<string, string[]>();
    const verdicts: Verdict[] = [];
    for (const { name, team } of subscriptions) {
      if (isUnknown(team)) verdicts.push(cannotTell(name, team));
      else if (team !== undefined) ofTeam.set(team, [...(ofTeam.get(team) ?? []), name]);
    }
    for (const [team, names] of ofTeam) {
      const first = names[most];
      if (first === undefined) continue;
      const message = `The team "${team}" has ${names.length} subscriptions; ${most} is the most a team may have.`;
      verdicts.push(violation(first, "labels", message, { value: names.length }));
    }
    return verdicts;
  },
});
