/** The subjects that the rules of one run of the engine share. */
export interface SubjectsOfRun<Subject> {
  /** The subject of `what` for a rule; `make` makes it where no other rule has asked yet. */
  readonly of: (what: string, rule: string, make: () => Subject) => Subject;
}

/**
 * The engine hands a resource, or the stack, over once, and the SDK to each policy in turn, with nothing that says that
 * it is still the same. A rule that asks a second time has been handed it again, perhaps with other values: then the
 * subject is made again.
 */
export function createSubjects<Subject>(): SubjectsOfRun<Subject> {
  const subjects = new Map<string, { readonly subject: Subject; readonly asked: Set<string> }>();
  return {
    of: (what, rule, make) => {
      const known = subjects.get(what);
      if (known !== undefined && !known.asked.has(rule)) {
        known.asked.add(rule);
        return known.subject;
      }
      const subject = make();
      subjects.set(what, { subject, asked: new Set([rule]) });
      return subject;
    },
  };
}
