import type { Unknown, UnknownReason } from "./subject/unknown.ts";

/** What a rule says of one subscription or resource. Nothing at all means that all is well. */
export type Verdict = Violation | CannotTell;

export interface Violation {
  readonly kind: "violation";
  /** The name of the subscription, or of the resource in the program. */
  readonly subject: string;
  /** Where, in the terms of Azure's JSON. */
  readonly path: string;
  /** What is wrong, the value given, what is allowed, what to do. Never a secret. */
  readonly message: string;
  readonly value?: unknown;
  /** Another subscription or resource that takes part in it. */
  readonly related?: string;
}

/** The value that decides is not known from here; it is neither good nor bad yet. */
export interface CannotTell {
  readonly kind: "cannot-tell";
  readonly subject: string;
  readonly path: string;
  readonly why: UnknownReason;
}

export function violation(subject: string, path: string, message: string, more: ViolationDetails = {}): Violation {
  return { kind: "violation", subject, path, message, ...more };
}

type ViolationDetails = Pick<Partial<Violation>, "value" | "related">;

export function cannotTell(subject: string, { path, why }: Pick<Unknown, "path" | "why">): CannotTell {
  return { kind: "cannot-tell", subject, path, why };
}
