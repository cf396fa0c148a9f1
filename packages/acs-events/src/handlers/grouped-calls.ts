/**
 * Makes one call of those that are asked for in the same turn of the event loop, so that a batch of events costs one
 * request or transaction of the inbox. Every caller gets the answers to its own items.
 */
export function groupedCalls<I, O>(
  call: (items: readonly I[]) => Promise<readonly O[]>,
): (items: readonly I[]) => Promise<readonly O[]> {
  let group: I[] = [];
  let answers: Promise<readonly O[]> | undefined;
  return async (items) => {
    const start = group.length;
    for (const item of items) group.push(item);
    answers ??= Promise.resolve().then(() => {
      const all = group;
      group = [];
      answers = undefined;
      return call(all);
    });
    const all = await answers;
    return all.length === items.length ? all : all.slice(start, start + items.length);
  };
}
