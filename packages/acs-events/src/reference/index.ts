import { eventTypeIndex, eventTypePages } from "./event-type-pages.ts";
import { findingIndex, findingPages } from "./finding-pages.ts";
import { type ReferencePage, referenceAddress } from "./page.ts";
import { policyIndex, policyPages } from "./policy-pages.ts";

export { findingSections } from "./finding-pages.ts";
export { type ReferenceKind, type ReferencePage, referenceAddress } from "./page.ts";
export { whyAdvisory } from "./policy-pages.ts";

/** Every page of the reference: findings, policies, event types. */
export function referencePages(): readonly ReferencePage[] {
  return [...findingPages(), ...policyPages(), ...eventTypePages()];
}

/** Where the page of a finding or policy is in the repository of this package; absent for an id of a project's own. */
export function addressOf(id: string): string | undefined {
  addresses ??= new Map([...findingPages(), ...policyPages()].map((page) => [page.id, referenceAddress(page)]));
  return addresses.get(id);
}

let addresses: ReadonlyMap<string, string> | undefined;

/** The files below docs/reference, by their path from the root of the repository: each page and an index a kind. */
export function referenceFiles(): ReadonlyMap<string, string> {
  const pages = referencePages().map((page) => [referenceAddress(page), page.markdown] as const);
  const indexes = [
    ["docs/reference/findings/index.md", findingIndex()],
    ["docs/reference/policies/index.md", policyIndex()],
    ["docs/reference/event-types/index.md", eventTypeIndex()],
  ] as const;
  return new Map([...indexes, ...pages].map(([file, text]) => [file, `${text}\n`]));
}
