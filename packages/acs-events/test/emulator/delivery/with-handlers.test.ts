import { expect, onTestFinished, test } from "vitest";
import { startHttpServer } from "../../../src/handlers/http-server.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { sharedSecret } from "../../../src/handlers/shared-secret.ts";
import { recordingLogger } from "../../handlers/recording-logger.ts";
import { rig, subscribe, textMessage, topicId } from "./rig.ts";

/** Both sides of HTTP are ours, and each is written after the documentation: here they meet. */
test.each(["EventGridSchema", "CloudEventSchemaV1_0"])(
  "the receiver of handlers/ agrees to events and takes them: %s",
  async (schema) => {
    const seen: string[] = [];
    const log = recordingLogger();
    const receive = receiver({
      on: { "Microsoft.Communication.SMSReceived": ({ id }) => void seen.push(id) },
      authentication: sharedSecret({ in: "query", name: "code", accepted: ["s3cret-of-16-signs"] }),
      subscriptions: ["support-texts"],
      log,
    });
    const served = await startHttpServer({ receivers: { "/api/sms": receive } });
    onTestFinished(() => served.close());
    const { grid, store } = rig({ redirects: { "handlers.contoso.example": served.url } });
    const id = subscribe(store, "support-texts", {
      eventDeliverySchema: schema,
      destination: {
        endpointType: "WebHook",
        endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret-of-16-signs",
      },
    });

    for (const subscription of store.eventSubscriptions(topicId)) {
      expect(await grid.validator.validate(subscription)).toEqual({ ok: true });
    }
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()).toMatchObject([{ outcome: "delivered", attempts: [{ status: 200 }] }]);
    expect(seen).toEqual([textMessage.id]);
    store.remove(id);
    await grid.settled();
    expect(log.lines).toContain("the event subscription was deleted");
  },
);
