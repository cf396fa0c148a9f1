import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** What happened to one resource, as the engine reports it. */
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
  /** The program's name of the resource that it is about, where it is about one. */
  readonly resource?: string;
  /** The policy that is violated, where it is about one. A mandatory one stops the deployment. */
  readonly policy?: { readonly name: string; readonly mandatory: boolean };
}

/** The part of an engine event that a reader cares for, or nothing. */
export function readEngineEvent(event: EngineEvent): ResourceStep | Diagnostic | undefined {
  if (event.diagnosticEvent) {
    const { message, urn } = event.diagnosticEvent;
    const severity: string = event.diagnosticEvent.severity;
    // Not in the library's type, and there all the same.
    if (severity === "debug") return undefined;
    return { kind: "diagnostic", severity, message: stripControls(message), ...about(urn) };
  }
  if (event.policyEvent) {
    const { policyName, enforcementLevel, message, resourceUrn } = event.policyEvent;
    const mandatory = enforcementLevel === "mandatory";
    return {
      kind: "diagnostic",
      severity: mandatory ? "error" : "warning",
      message: `policy ${policyName}: ${stripControls(message)}`,
      policy: { name: policyName, mandatory },
      ...about(resourceUrn),
    };
  }
  const metadata = event.resOutputsEvent?.metadata ?? event.resOpFailedEvent?.metadata;
  if (metadata === undefined) return undefined;
  return {
    kind: "step",
    operation: metadata.op,
    type: metadata.type,
    name: nameIn(metadata.urn),
    failed: event.resOpFailedEvent !== undefined,
  };
}

/** What is said of the stack as a whole has the stack's own URN. */
function about(urn: string | undefined): Pick<Diagnostic, "resource"> {
  return urn === undefined || urn === "" || urn.includes("::pulumi:pulumi:Stack::") ? {} : { resource: nameIn(urn) };
}

function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The engine writes its own colour marks (`<{%reset%}>`) into messages. */
function stripControls(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trimEnd();
}
