import { azureDocs, benchmark, resiliency } from "./references.ts";
import { stackRule } from "./rule.ts";
import { type ResourceSubject, textInput } from "./subject/resource-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

export const topicHasDiagnostics = stackRule({
  name: "topic-has-diagnostics",
  description: "The logs of a system topic are kept somewhere.",
  level: "advisory",
  protectsFrom: "Delivery failures are seen in the topic's logs and nowhere else.",
  howToFix: "Leave `acs-events:diagnostics` as it is, or name the workspace that gets the logs.",
  references: [
    resiliency("54c3191b", "diagnostic settings for topics, system topics and domains"),
    benchmark("LT-3"),
    azureDocs(
      "incoming call notification",
      "communication-services/concepts/call-automation/incoming-call-notification",
    ),
  ],
  needs: "resources",
  check: ({ resources }) => {
    const settings = resources.filter(({ resourceKind }) => resourceKind === "diagnostic-setting");
    return resources
      .filter(({ resourceKind }) => resourceKind === "system-topic")
      .flatMap((topic): Verdict[] => {
        const answers = settings.map((setting) => isFor(setting, topic));
        if (answers.includes(true)) return [];
        const open = answers.find(isUnknown);
        if (open !== undefined) return [cannotTell(topic.name, open)];
        const message =
          "No diagnostic setting sends the logs of this system topic anywhere; failed deliveries are seen there and nowhere else. Add one.";
        return [violation(topic.name, "diagnosticSettings", message)];
      });
  },
});

/** Whether a setting is about the topic. An id that is not there yet depends on the resource that it is the id of. */
function isFor(setting: ResourceSubject, topic: ResourceSubject): boolean | Unknown {
  const about = textInput(setting, "resourceUri");
  const dependsOn = setting.dependsOn("resourceUri");
  if (dependsOn?.includes(topic.urn)) return true;
  if (isUnknown(about)) return dependsOn !== undefined && dependsOn.length > 0 ? false : about;
  return about !== undefined && about.toLowerCase() === topic.id?.toLowerCase();
}
