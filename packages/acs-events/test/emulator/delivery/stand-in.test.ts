import { expect, onTestFinished, test } from "vitest";
import { startStandIn } from "../../../src/emulator/delivery/stand-in.ts";
import { rig, subscribe, textMessage } from "./rig.ts";

test.each(["EventGridSchema", "CloudEventSchemaV1_0"])(
  "a stand-in agrees to the handshake of %s, and takes every event",
  async (eventDeliverySchema) => {
    const standIn = await startStandIn();
    onTestFinished(() => standIn.close());
    const { grid, store } = rig({ redirects: { "*": standIn.url } });
    const id = subscribe(store, "texts", { eventDeliverySchema });
    const subscription = store.eventSubscription(id);
    if (subscription === undefined) throw new Error("no subscription");
    expect(await grid.validator.validate(subscription)).toEqual({ ok: true });
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()).toMatchObject([{ outcome: "delivered", attempts: [{ status: 200 }] }]);
  },
);
