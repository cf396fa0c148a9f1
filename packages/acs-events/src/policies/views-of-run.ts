/** The views that the rules of one run of the engine share. */
export interface ViewsOfRun<View> {
  /** The view of `what` for a rule; `make` makes it where no other rule has asked yet. */
  readonly of: (what: string, rule: string, make: () => View) => View;
}

/**
 * The engine hands a resource, or the stack, over once, and the SDK to each policy in turn, with nothing that says that
 * it is still the same. A rule that asks a second time has been handed it anew, perhaps with other values: then the view
 * is made again.
 */
export function createViews<View>(): ViewsOfRun<View> {
  const views = new Map<string, { readonly view: View; readonly asked: Set<string> }>();
  return {
    of: (what, rule, make) => {
      const known = views.get(what);
      if (known !== undefined && !known.asked.has(rule)) {
        known.asked.add(rule);
        return known.view;
      }
      const view = make();
      views.set(what, { view, asked: new Set([rule]) });
      return view;
    },
  };
}
