/** Tells open pages that there is something new to read. */
export interface Changes {
  /** Calls `changed` after every change and `ended` when there will be no more; the answer ends it. */
  listen(changed: () => void, ended: () => void): () => void;
  tell(): void;
  end(): void;
}

export function createChanges(): Changes {
  const listeners = new Set<{ readonly changed: () => void; readonly ended: () => void }>();
  return Object.freeze({
    listen(changed: () => void, ended: () => void) {
      const listener = { changed, ended };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell() {
      for (const { changed } of listeners) changed();
    },
    end() {
      for (const { ended } of listeners) ended();
      listeners.clear();
    },
  });
}
