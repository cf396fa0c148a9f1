import { type Logger, reasonOf } from "./log.ts";
import type { Receiver } from "./receiver.ts";

/** Lets receivers finish what was left to them, now and then every `milliseconds`, until the timer is cleared. */
export function recoverRegularly(receivers: readonly Receiver[], milliseconds: number, log: Logger): NodeJS.Timeout {
  const recover = (): void => {
    for (const receiver of receivers) {
      receiver.recover().catch((error: unknown) => {
        log.error({ receiver: receiver.receiverName, reason: reasonOf(error) }, "could not look for deferred events");
      });
    }
  };
  recover();
  return setInterval(recover, milliseconds);
}
