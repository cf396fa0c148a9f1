import { describe, expect, test } from "vitest";
import type { ValidationOutcome } from "../../../src/emulator/store.ts";
import { account, eventSubscription, topicId } from "../local-world.ts";

import { serveContoso, subscriptionId, subscriptionToken } from "./serving.ts";

const serving = serveContoso();

describe("the handshake", () => {
  const reason = "Http POST request failed";
  const message = (verb: string) =>
    `Azure refuses to ${verb} the event subscription "support-texts": Code="Url validation" Message="Webhook validation handshake failed for https://handlers.contoso.example/api/sms. ${reason}. For troublehooting, visit https://aka.ms/esvalidation."`;
  const refuse = () => ({ ok: false, reason }) as const;

  test("that fails at creation leaves a failed subscription, which a later change heals", async () => {
    serving.outcome = refuse;
    await expect(serving.pulumi.create(subscriptionToken, "texts", eventSubscription)).rejects.toMatchObject({
      message: message("create"),
      partial: { id: subscriptionId, inputs: eventSubscription, outputs: { provisioningState: "Failed" } },
    });
    expect(serving.world.store.eventSubscriptions(topicId)).toMatchObject([{ provisioningState: "Failed" }]);

    await expect(serving.pulumi.update(subscriptionToken, subscriptionId, eventSubscription, {})).rejects.toMatchObject(
      {
        message: message("change"),
        partial: { outputs: { provisioningState: "Failed" } },
      },
    );

    serving.outcome = () => ({ ok: true });
    const healed = await serving.pulumi.update(subscriptionToken, subscriptionId, eventSubscription, {});
    expect(healed["provisioningState"]).toBe("Succeeded");
    expect(serving.world.store.eventSubscriptions(topicId)).toMatchObject([{ provisioningState: "Succeeded" }]);
  });

  test("runs on a change of anything, and a failure leaves what was there", async () => {
    const { outputs } = await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    serving.outcome = refuse;
    const after = { ...eventSubscription, labels: ["team=other"] };
    await expect(serving.pulumi.update(subscriptionToken, subscriptionId, after, outputs)).rejects.toMatchObject({
      message: message("change"),
      partial: { id: subscriptionId, inputs: after, outputs: { labels: eventSubscription["labels"] } },
    });
    expect(serving.world.store.eventSubscriptions(topicId)).toMatchObject([{ labels: eventSubscription["labels"] }]);
  });

  test("is asked with the subscription as it will be, before it is kept", async () => {
    const asked: (readonly [string, number])[] = [];
    serving.outcome = ({ destination }) => {
      asked.push([String(destination["endpointUrl"]), serving.world.store.eventSubscriptionCount(topicId)]);
      return { ok: true };
    };
    await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    expect(asked).toEqual([["https://handlers.contoso.example/api/sms?code=s3cret", 0]]);
  });

  test("is not for queues", async () => {
    serving.outcome = refuse;
    const destination = { endpointType: "StorageQueue", resourceId: account, queueName: "support" };
    const { outputs } = await serving.pulumi.create(subscriptionToken, "texts", { ...eventSubscription, destination });
    expect(outputs["provisioningState"]).toBe("Succeeded");
  });

  test("of two subscriptions at once is noticed, since Azure may answer with a conflict", async () => {
    const { promise, resolve } = Promise.withResolvers<ValidationOutcome>();
    serving.outcome = async ({ name }) => (name === "support-texts" ? await promise : { ok: true });
    const slow = serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    const fast = serving.pulumi.create(subscriptionToken, "more", {
      ...eventSubscription,
      eventSubscriptionName: "more-texts",
    });
    await fast;
    resolve({ ok: true });
    await slow;
    expect(serving.world.store.notices().filter(({ id }) => id === "parallel-writes")).toEqual([
      {
        id: "parallel-writes",
        resourceId: `${topicId}/eventSubscriptions/more-texts`,
        message:
          '"more-texts" was written while another event subscription of its topic was; Azure is known to answer that with a conflict (Azure/bicep#2549).',
      },
    ]);
  });
});
