import type { HandlersMessage } from "./messages.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

/** Where the handlers of a project are served; undefined: the project has none. */
export type ServedHandlers =
  | {
      readonly url: string;
      readonly paths: readonly string[];
      /** The queues that a package takes messages from. */
      readonly queues?: readonly { readonly name: string }[];
      /** The functions of a package that Event Grid delivers to. */
      readonly eventGrid?: readonly string[];
    }
  | undefined;

export interface HandlersHostOptions {
  readonly root: string;
  /** What the handlers write; it is kept. */
  readonly folder: string;
  /** Called with what handlers did, and with what their code printed. */
  readonly told: (line: string, from: "handler" | "printed") => void;
  /** The process ended by itself: nobody answers until the next one. */
  readonly crashed: (why: string) => void;
}

/** The handlers of a project, in a process of their own. */
export interface HandlersHost {
  /**
   * Loads them again. When the new ones listen, `moved` is called. Only then the former ones are ended. Rejects, with
   * what is wrong, where they cannot be loaded; those before go on then.
   */
  reload(moved: (served: ServedHandlers) => void): Promise<void>;
  close(): Promise<void>;
}

const heldByAnother = /\b(?:locked|busy|EADDRINUSE|EBUSY)\b/i;

export function handlersHost({ root, folder, told, crashed }: HandlersHostOptions): HandlersHost {
  let current: WorkerProcess<never> | undefined;
  const begin = (): Promise<{ readonly worker: WorkerProcess<never>; readonly served: ServedHandlers }> =>
    new Promise((resolve, reject) => {
      let listens = false;
      const worker: WorkerProcess<never> = startWorker<never, HandlersMessage>({
        file: "handlers-worker",
        args: [root, folder],
        cwd: root,
        heard(message) {
          switch (message.kind) {
            case "listening":
              listens = true;
              return resolve({ worker, served: { url: message.url, paths: message.paths } });
            case "none":
              return resolve({ worker, served: undefined });
            case "mistake":
              reject(new Error(message.problem));
              return void worker.end();
            case "effect":
              return told(message.line, "handler");
          }
        },
        printed: (line) => told(line, "printed"),
        ended(why) {
          if (why === undefined) return;
          if (!listens) reject(new Error(why));
          else if (current === worker) crashed(why);
        },
      });
    });
  return Object.freeze({
    async reload(moved: (served: ServedHandlers) => void) {
      const { worker, served } = await begin().catch(async (error: unknown) => {
        // A database that the handlers before have open, say: they have to end first, so that nobody answers for a moment.
        if (current === undefined || !(error instanceof Error) || !heldByAnother.test(error.message)) throw error;
        await current.end();
        current = undefined;
        return begin();
      });
      const before = current;
      current = worker;
      moved(served);
      await before?.end();
    },
    close: async () => current?.end(),
  });
}
