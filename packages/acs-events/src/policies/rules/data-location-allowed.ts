import { azurePolicy } from "./references.ts";
import { resourceRule } from "./rule.ts";
import { textInput } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const dataLocationAllowed = resourceRule({
  name: "data-location-allowed",
  description: "Communication Services keep data at rest where the company may keep it.",
  level: "mandatory",
  protectsFrom: "Messages lie where they must not; moving them means a new resource, and new phone numbers.",
  howToFix: "Set `acs-events:communication.dataLocation` to an allowed place, before the first deployment.",
  references: [azurePolicy("93c45b74-42a1-4967-b25d-82c4dc630921", "data location in an allow-list")],
  parameters: {
    locations: {
      type: "list",
      description: 'The places, such as "Europe". Until it is set, any place will do.',
    },
  },
  kinds: ["communication-service"],
  check: (resource, { parameters: { locations } }) => {
    if (locations === undefined) return [];
    const location = textInput(resource, "dataLocation");
    if (isUnknown(location)) return [cannotTell(resource.name, location)];
    if (location !== undefined && locations.some((one) => one.toLowerCase() === location.toLowerCase())) return [];
    const message = `Data at rest lies in "${location ?? "(not said)"}"; allowed: ${locations.join(", ") || "none"}.`;
    return [violation(resource.name, "dataLocation", message, { value: location })];
  },
});
