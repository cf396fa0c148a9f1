import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** What happened to one resource, as the engine tells it. */
export interface ResourceStep {
  readonly kind: "step";
  readonly operation: string;
  readonly type: string;
  readonly name: string;
  readonly failed: boolean;
}

/** Something that the engine or the program has to say. */
export interface Diagnostic {
  readonly kind: "diagnostic";
  readonly severity: string;
  readonly message: string;
}

/** The part of an engine event that a reader cares for, or nothing. */
export function readEngineEvent(event: EngineEvent): ResourceStep | Diagnostic | undefined {
  if (event.diagnosticEvent) {
    const { message } = event.diagnosticEvent;
    const severity: string = event.diagnosticEvent.severity;
    // Not in the library's type, and there all the same.
    if (severity === "debug") return undefined;
    return { kind: "diagnostic", severity, message: stripControls(message) };
  }
  if (event.policyEvent) {
    const { policyName, enforcementLevel, message } = event.policyEvent;
    const severity = enforcementLevel === "mandatory" ? "error" : "warning";
    return { kind: "diagnostic", severity, message: `policy ${policyName}: ${stripControls(message)}` };
  }
  const metadata = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
  if (metadata === undefined) return undefined;
  return {
    kind: "step",
    operation: metadata.op,
    type: metadata.type,
    name: metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2),
    failed: event.resOpFailedEvent !== undefined,
  };
}

/** The engine writes its own colour marks (`<{%reset%}>`) into messages. */
function stripControls(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trimEnd();
}
