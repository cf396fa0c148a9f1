import type { RemovableFolder } from "../engine/removable-folder.ts";

/** Ctrl-C stops the running work and then this process. The folder is removed in any case. */
export interface Interruptible {
  readonly signal: AbortSignal;
  /** What is removed when this process ends. */
  guard(folder: RemovableFolder): void;
  /** Signals are no longer listened to. */
  end(): void;
}

export function interruptible(): Interruptible {
  const controller = new AbortController();
  let folder: RemovableFolder | undefined;
  const abort = (): void => controller.abort();
  const removeNow = (): void => folder?.removeNow();
  // `on`, not `once`: the library that runs the engine ends this process itself when nobody listens any more.
  process.on("SIGINT", abort);
  process.on("SIGTERM", abort);
  process.once("exit", removeNow);
  return {
    signal: controller.signal,
    guard(made) {
      folder = made;
    },
    end() {
      process.off("SIGINT", abort);
      process.off("SIGTERM", abort);
    },
  };
}
