import { azureDocs } from "./references.ts";
import { resourceRule } from "./rule.ts";
import { textInput } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

const topicType = "microsoft.communication.communicationservices";

export const globalLocation = resourceRule({
  name: "global-location",
  description: 'Communication Services and their system topic say that they are "global".',
  level: "mandatory",
  protectsFrom: "Where no location is said the resource group's is taken, and Azure refuses the resource.",
  howToFix: 'Set `location: "global"`.',
  references: [azureDocs("system topics", "event-grid/system-topics")],
  kinds: ["communication-service", "system-topic"],
  check: (resource) => {
    const location = textInput(resource, "location");
    if (isUnknown(location)) return [cannotTell(resource.name, location)];
    if (location?.toLowerCase() === "global") return [];
    if (resource.resourceKind === "system-topic") {
      const type = textInput(resource, "topicType");
      if (isUnknown(type)) return [cannotTell(resource.name, type)];
      // Topics of other sources are where their source is.
      if (type?.toLowerCase() !== topicType) return [];
    }
    const given = location === undefined ? "There is no location" : `The location is "${location}"`;
    const message = `${given}; Communication Services and their topics are global. Set location to "global".`;
    return [violation(resource.name, "location", message, { value: location })];
  },
});
