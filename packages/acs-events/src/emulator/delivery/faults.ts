/** How an endpoint misbehaves because somebody asked for it: `answer-500` without asking it, or `hang` without an answer. */
export const faultKinds = ["answer-500", "hang"] as const;
export type Fault = (typeof faultKinds)[number];

/** The endpoints that fail on purpose. Deliveries alone: a handshake asks the handler itself. */
export interface Faults {
  /** `endpoint` as attempts are written down with it: a webhook without its query, or the id of a function. */
  of(endpoint: string): Fault | undefined;
  /** Undefined ends the fault. */
  set(endpoint: string, fault: Fault | undefined): void;
  all(): Readonly<Record<string, Fault>>;
}

export function createFaults(): Faults {
  const faults = new Map<string, Fault>();
  return Object.freeze({
    of: (endpoint: string) => faults.get(endpoint),
    set(endpoint: string, fault: Fault | undefined) {
      if (fault === undefined) faults.delete(endpoint);
      else faults.set(endpoint, fault);
    },
    all: () => Object.fromEntries(faults),
  });
}
