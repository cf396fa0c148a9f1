import { azureDocs } from "./references.ts";
import { stackRule } from "./rule.ts";
import { type ResourceSubject, textInput } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const oneTopicPerSource = stackRule({
  name: "one-topic-per-source",
  description: "A source has one system topic.",
  level: "mandatory",
  protectsFrom: "Azure refuses the second one in the middle of a deployment.",
  howToFix: "Share the topic: name the one that is there under `acs-events:communication.systemTopic`.",
  references: [azureDocs("system topics", "event-grid/system-topics")],
  needs: "resources",
  check: ({ resources }) => {
    const topics = resources.filter(({ resourceKind }) => resourceKind === "system-topic");
    const seen = new Map<string, ResourceSubject>();
    const verdicts: Verdict[] = [];
    for (const topic of topics) {
      const source = textInput(topic, "source");
      if (isUnknown(source)) {
        // One topic alone is one topic, whatever its source will be.
        if (topics.length > 1) verdicts.push(cannotTell(topic.name, source));
        continue;
      }
      if (source === undefined) continue;
      const other = seen.get(source.toLowerCase());
      if (other === undefined) {
        seen.set(source.toLowerCase(), topic);
        continue;
      }
      const message = `The system topics "${other.name}" and "${topic.name}" are on one source, "${source}"; Azure allows one. Share it.`;
      verdicts.push(violation(topic.name, "source", message, { value: source, related: other.name }));
    }
    return verdicts;
  },
});
