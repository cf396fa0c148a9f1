import type { CannotTell, Verdict, Violation } from "./rules/verdict.ts";

/** Something that a rule does not apply to, for a reason and for a time. */
export interface PolicyException {
  readonly rule: string;
  /** The subscription, or the resource by its name in the program. */
  readonly subject: string;
  readonly reason: string;
  /** ISO date; the last day on which it holds. */
  readonly expires: string;
}

/** The verdicts of a rule, once its exceptions have been looked at. */
export interface Judged {
  readonly violations: readonly Violation[];
  readonly undecided: readonly CannotTell[];
  readonly excepted: readonly { readonly violation: Violation; readonly exception: PolicyException }[];
  /** Exceptions that would have applied, had they not ended: what they were for is a violation again. */
  readonly expired: readonly PolicyException[];
  /** Exceptions that there was no need for. */
  readonly unused: readonly PolicyException[];
}

export function applyExceptions(
  verdicts: readonly Verdict[],
  exceptions: readonly PolicyException[],
  today: string,
): Judged {
  const found = verdicts.filter((verdict): verdict is Violation => verdict.kind === "violation");
  const undecided = verdicts.filter((verdict): verdict is CannotTell => verdict.kind === "cannot-tell");
  const holds = ({ expires }: PolicyException): boolean => today.slice(0, 10) <= expires;
  const exceptionFor = ({ subject }: Violation) => exceptions.find((one) => isFor(one, subject) && holds(one));
  const excepted = found.flatMap((violation) => {
    const exception = exceptionFor(violation);
    return exception === undefined ? [] : [{ violation, exception }];
  });
  const violations = found.filter((violation) => exceptionFor(violation) === undefined);
  const concerns = (one: PolicyException) => verdicts.some(({ subject }) => isFor(one, subject));
  return {
    violations,
    undecided,
    excepted,
    expired: exceptions.filter((one) => !holds(one) && violations.some(({ subject }) => isFor(one, subject))),
    unused: exceptions.filter((one) => !concerns(one)),
  };
}

/** What to say of an exception that has ended. */
export function expiredMessage({ rule, subject, reason, expires }: PolicyException): string {
  return `The exception of "${subject}" from ${rule} ended on ${expires} (it was there because: ${reason}). The rule applies again: fix it, or set a later date.`;
}

/** What to say of an exception that is not needed. */
export function unusedMessage({ rule, subject }: PolicyException): string {
  return `The exception of "${subject}" from ${rule} is not needed: there is nothing of that name that the rule objects to. Take it out.`;
}

function isFor({ subject }: PolicyException, name: string): boolean {
  return subject.toLowerCase() === name.toLowerCase();
}
