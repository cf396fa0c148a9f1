// Before the SDK.
import "../setup/closures-on-demand.js";

export type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation/index.js";
export { LocalWorkspace, PulumiCommand, Stack, StackNotFoundError } from "@pulumi/pulumi/automation/index.js";
