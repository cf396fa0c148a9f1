import type { Diagnostic } from "../engine/rehearsal-stack.ts";
import type { EmittedEvent } from "./result.ts";

/**
 * Why a stack was not deployed, as one line for the end of a rehearsal: the mandatory policies that refuse, or else the
 * first error of a resource, or else of the stack. The engine's "update failed" says nothing, and is passed over.
 */
export function whyNotDeployed(diagnostics: readonly Diagnostic[]): string {
  const refusals = diagnostics.filter(({ policy }) => policy?.mandatory === true);
  const [refusal] = refusals;
  if (refusal?.policy !== undefined) {
    const { name } = refusal.policy;
    const refused = refusals.filter(({ policy }) => policy?.name === name);
    const others = new Set(refusals.map(({ policy }) => policy?.name)).size - 1;
    const more =
      others === 0 ? "" : ` ${others} more mandatory ${others === 1 ? "policy refuses" : "policies refuse"}.`;
    return `Not deployed: the mandatory policy ${name} refuses ${namesOf(refused)}: ${lastLineOf(refusal.message)}${more}`;
  }
  const errors = diagnostics.filter(({ message }) => !/^update failed$/i.test(message.trim()));
  const ofResources = errors.filter(({ resource }) => resource !== undefined);
  const [error] = ofResources.length > 0 ? ofResources : errors;
  if (error === undefined) return "Not deployed: the engine failed without a reason.";
  const failed = new Set(ofResources.map(({ resource }) => resource)).size;
  const more = failed > 1 ? ` ${failed - 1} more failed.` : "";
  return `Not deployed: ${error.resource === undefined ? "" : `${error.resource}: `}${firstLineOf(error.message)}${more}`;
}

/** Which events did not arrive, as one line; undefined where all did. */
export function whyNotDelivered(events: readonly EmittedEvent[]): string | undefined {
  const lost = events.flatMap(({ event, deliveries }) =>
    deliveries.filter(({ outcome }) => outcome !== "delivered").map((delivery) => ({ event, ...delivery })),
  );
  const [first] = lost;
  if (first === undefined) return undefined;
  const type = first.event.eventType.replace("Microsoft.Communication.", "");
  const why = first.detail === undefined ? "" : `: ${first.detail}`;
  const names = [...new Set(lost.map(({ subscription }) => subscription))];
  const more = names.length > 1 ? `. Events of ${listed(names.slice(1))} did not arrive either` : "";
  return `Not delivered: ${type} to ${first.subscription} (${first.outcome})${why}${more}.`;
}

function namesOf(diagnostics: readonly Diagnostic[]): string {
  const names = [...new Set(diagnostics.flatMap(({ resource }) => resource ?? []))];
  return names.length === 0 ? "the stack" : listed(names);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** A policy's message begins with the sentence of the policy; what is wrong here comes last. */
function lastLineOf(message: string): string {
  return message.trim().split("\n").at(-1)?.trim() ?? "";
}

/** The provider's list of errors begins with their number, and each with a star. */
function firstLineOf(message: string): string {
  const lines = message.split("\n").map((line) => line.replace(/^[\s*]+/, "").trimEnd());
  return lines.find((line) => line !== "" && !/^\d+ errors? occurred:?$/.test(line)) ?? "";
}
