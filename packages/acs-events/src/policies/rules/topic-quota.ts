import { azureDocs } from "./references.ts";
import { stackRule } from "./rule.ts";
import { topicOfPlan } from "./subject/subscription-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const topicQuota = stackRule({
  name: "topic-quota",
  description: "A system topic has room left.",
  level: "advisory",
  protectsFrom: "At 500 subscriptions Azure refuses the next one, and there is no second topic to move to.",
  howToFix: "Join subscriptions, or let one handler pass events on.",
  references: [azureDocs("quotas and limits", "event-grid/quotas-limits")],
  parameters: {
    most: {
      type: "integer",
      description: "The subscriptions on one topic at which to begin to worry.",
      default: 450,
      minimum: 1,
      maximum: 500,
    },
  },
  needs: "subscriptions",
  check: ({ subscriptions }, { parameters: { most } }) => {
    if (subscriptions.length <= most) return [];
    const onTopic = new Map<string, string[]>();
    const open: { readonly name: string; readonly topic: Unknown }[] = [];
    for (const { name, topic } of subscriptions) {
      if (isUnknown(topic)) open.push({ name, topic });
      else onTopic.set(topic.toLowerCase(), [...(onTopic.get(topic.toLowerCase()) ?? []), name]);
    }
    const verdicts: Verdict[] = [];
    for (const [topic, names] of onTopic) {
      const first = names[most];
      if (first === undefined) continue;
      const which = topic === topicOfPlan ? "" : ` "${topic}"`;
      const message = `The system topic${which} has ${names.length} subscriptions; ${most} is the most it should have, and 500 the most that Azure allows.`;
      verdicts.push(violation(first, "systemTopicName", message, { value: names.length }));
    }
    const [one] = open;
    if (one !== undefined && open.length > most) verdicts.push(cannotTell(one.name, one.topic));
    return verdicts;
  },
});
