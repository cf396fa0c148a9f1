import type { Completion, Inbox } from "./inbox.ts";

/**
 * Records completions in groups: those that are ready in the same turn of the event loop are one call to the inbox, so
 * that a batch of events costs one transaction.
 */
export function groupedCompletions(inbox: Inbox): (completion: Completion) => Promise<boolean> {
  let group: Completion[] = [];
  let recorded: Promise<readonly boolean[]> | undefined;
  return async (completion) => {
    const index = group.push(completion) - 1;
    recorded ??= Promise.resolve().then(() => {
      const completions = group;
      group = [];
      recorded = undefined;
      return inbox.complete(completions);
    });
    return (await recorded)[index] === true;
  };
}
