import { createHash } from "node:crypto";
import type { Logger } from "acs-events/handlers";
import webPush, { type PushSubscription, WebPushError } from "web-push";
import type { PushNotifications } from "./services.ts";

export interface WebPush {
  /** `mailto:` or `https:`: whom a push service asks about us. */
  readonly subject: string;
  /** Made once, by `npx web-push generate-vapid-keys`; other keys make every subscription worthless. */
  readonly publicKey: string;
  readonly privateKey: string;
  /** What the browsers of the people on duty gave when they subscribed. */
  readonly subscriptions: readonly PushSubscription[];
  readonly log: Logger;
  /** If omitted, it is web-push's own. */
  readonly send?: typeof webPush.sendNotification;
}

/** Web push (RFC 8030) to every browser that subscribed. A browser that unsubscribed is omitted from then on. */
export function webPushNotifications(options: WebPush): PushNotifications {
  const { subject, publicKey, privateKey, log, send = webPush.sendNotification } = options;
  const gone = new Set<string>();
  return {
    async send(id, text) {
      // A push service keeps only the last notification of a topic: a repetition replaces the first.
      const topic = createHash("sha256").update(id).digest("base64url").slice(0, 32);
      const sending = options.subscriptions
        .filter(({ endpoint }) => !gone.has(endpoint))
        .map(async (subscription) => {
          try {
            const vapidDetails = { subject, publicKey, privateKey };
            await send(subscription, text, { topic, TTL: 3_600, urgency: "high", timeout: 20_000, vapidDetails });
          } catch (error) {
            if (!(error instanceof WebPushError) || ![404, 410].includes(error.statusCode)) throw error;
            gone.add(subscription.endpoint);
            log.warn({ host: new URL(subscription.endpoint).host }, "a browser unsubscribed; take it out of the list");
          }
        });
      const failed = (await Promise.allSettled(sending)).find((one) => one.status === "rejected");
      if (failed !== undefined) throw new Error(`not every browser was told: ${String(failed.reason)}`);
    },
  };
}
