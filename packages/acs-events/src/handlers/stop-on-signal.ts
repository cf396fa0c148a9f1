import { type Logger, reasonOf, silentLogger } from "./log.ts";

/** What is stopped: a worker, a server, a relay. */
export type Stop = () => Promise<unknown>;

/**
 * Stops everything, in the given order, when the process gets SIGTERM (Azure, Kubernetes and Docker send it) or SIGINT.
 * Then the process ends by itself, because nothing is left that keeps it. A second signal ends it at once.
 * @returns a promise that is resolved when everything has stopped.
 */
export function stopOnSignal(stops: readonly Stop[], log: Logger = silentLogger): Promise<void> {
  return new Promise((resolve) => {
    const stop = async (signal: NodeJS.Signals): Promise<void> => {
      process.removeListener("SIGTERM", stop).removeListener("SIGINT", stop);
      log.info({ signal }, "stopping");
      for (const one of stops) {
        try {
          await one();
        } catch (error) {
          log.error({ reason: reasonOf(error) }, "could not stop in order");
        }
      }
      log.info({ signal }, "stopped");
      resolve();
    };
    process.once("SIGTERM", stop).once("SIGINT", stop);
  });
}
