/**
 * The shortest time between two messages to a page, in milliseconds: a thousand events a second must not keep it from
 * showing them.
 */
const pause = 100;

/** Tells open pages that there is something new to read. */
export interface Changes {
  /** Calls `changed` after every change and `ended` when there will be no more; the answer ends it. */
  listen(changed: () => void, ended: () => void): () => void;
  /** Sends at once if nothing was sent lately; otherwise sends once for everything that happens meanwhile. */
  tell(): void;
  end(): void;
}

export function createChanges(): Changes {
  const listeners = new Set<{ readonly changed: () => void; readonly ended: () => void }>();
  let resting: NodeJS.Timeout | undefined;
  let again = false;
  const tell = (): void => {
    if (resting !== undefined) {
      again = true;
      return;
    }
    for (const { changed } of listeners) changed();
    resting = setTimeout(() => {
      resting = undefined;
      if (!again) return;
      again = false;
      tell();
    }, pause);
    resting.unref();
  };
  return Object.freeze({
    listen(changed: () => void, ended: () => void) {
      const listener = { changed, ended };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell,
    end() {
      clearTimeout(resting);
      for (const { ended } of listeners) ended();
      listeners.clear();
    },
  });
}
