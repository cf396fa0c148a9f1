import { expect, onTestFinished, test } from "vitest";
import { createReceiver } from "../../../src/handlers/receiver.ts";
import { serveReceivers } from "../../../src/handlers/serve.ts";
import { rig, subscribe, textMessage, topicId } from "./rig.ts";

/** Both sides of HTTP are ours, and each is written after the documentation: here they meet. */
test.each(["EventGridSchema", "CloudEventSchemaV1_0"])(
  "the receiver of handlers/ agrees to events and takes them: %s",
  async (schema) => {
    const seen: string[] = [];
    const log: string[] = [];
    const receiver = createReceiver({
      handlers: [
        {
          name: "seen",
          type: "Microsoft.Communication.SMSReceived",
          handle: async ({ id }) => void seen.push(id),
        },
      ],
      secret: { in: "query", name: "code", accepted: ["s3cret"] },
      allowedSubscriptions: ["support-texts"],
      log: (line) => log.push(line),
    });
    const served = await serveReceivers({ "/api/sms": receiver });
    onTestFinished(() => served.close());
    const { grid, store } = rig({ redirects: { "handlers.contoso.example": served.url } });
    const id = subscribe(store, "support-texts", { eventDeliverySchema: schema });

    for (const subscription of store.eventSubscriptions(topicId)) {
      expect(await grid.validator.validate(subscription)).toEqual({ ok: true });
    }
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()).toMatchObject([{ outcome: "delivered", attempts: [{ status: 200 }] }]);
    expect(seen).toEqual([textMessage.id]);
    store.remove(id);
    await grid.settled();
    expect(log).toEqual(['the event subscription "SUPPORT-TEXTS" was deleted']);
  },
);
