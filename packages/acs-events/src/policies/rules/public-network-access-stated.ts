import { benchmark } from "./references.ts";
import { resourceRule } from "./rule.ts";
import { textInput } from "./subject/resource-subject.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const publicNetworkAccessStated = resourceRule({
  name: "public-network-access-stated",
  description: "Communication Services say from where they can be reached.",
  level: "advisory",
  protectsFrom: "It is open to the internet, and nobody decided that it is.",
  howToFix: "Set `publicNetworkAccess` to Enabled, Disabled or SecuredByPerimeter.",
  references: [benchmark("NS-2")],
  kinds: ["communication-service"],
  check: (resource) => {
    const access = textInput(resource, "publicNetworkAccess");
    if (isUnknown(access)) return [cannotTell(resource.name, access)];
    if (access !== undefined) return [];
    const message = "publicNetworkAccess is not stated. Set it to Enabled, Disabled or SecuredByPerimeter.";
    return [violation(resource.name, "publicNetworkAccess", message)];
  },
});
