import { afterEach, expect, test } from "vitest";
import { receiver } from "../../src/handlers/index.ts";
import { planOf } from "../../src/project/plan-of.ts";
import { millisecondsOf } from "../../src/testing/duration.ts";
import { startLocalAzure, type TestAzure } from "../../src/testing/local-azure.ts";
import { sampleOf } from "../../src/testing/sample-of.ts";
import { sampleProject } from "../sample-project.ts";

let azure: TestAzure;
afterEach(() => azure.close());

const text = sampleOf("Microsoft.Communication.SMSReceived", { subject: "/phonenumber/15551230000" });
const outcomes = () => azure.deliveries().map(({ subscription, outcome }) => `${subscription}: ${outcome}`);

test("a plan is deployed, an event reaches the receiver of its endpoint and the queue", async () => {
  const heard: string[] = [];
  const sms = receiver({
    name: "sms",
    local: true,
    on: { "Microsoft.Communication.SMSReceived": { note: async (event) => void heard.push(event.subject) } },
  });
  azure = await startLocalAzure({ seed: 7, handlers: { "sms-handlers": sms } });
  await azure.deploy(await planOf(sampleProject, "dev"));
  const { id } = azure.emit(text);
  await azure.settled();
  expect(outcomes()).toEqual(["support-inbound-sms: delivered", "support-sms-actions: delivered"]);
  expect(heard).toEqual(["/phonenumber/15551230000"]);
  expect(azure.queues()[0]?.messages.map(({ body }) => (body as { id: string }).id)).toEqual([id]);

  await azure.change("support-inbound-sms", { filter: { subjectBeginsWith: "/phonenumber/1425" } });
  await azure.reset();
  expect(azure.deliveries()).toEqual([]);
});

test("time is turned by hand: a handler that is down is tried again, and then there is a dead letter", async () => {
  azure = await startLocalAzure({ handlers: { "sms-handlers": "http://127.0.0.1:9" } });
  const plan = await planOf(sampleProject, "dev");
  await expect(azure.deploy(plan)).rejects.toThrow("The handler of support-sms-actions refuses the handshake");
  await azure.close();

  let isDown = false;
  const sms = receiver({
    name: "sms",
    local: true,
    on: {
      "Microsoft.Communication.SMSReceived": {
        fail: async () => {
          if (isDown) throw new Error("the database is down");
        },
      },
    },
  });
  azure = await startLocalAzure({ handlers: { "sms-handlers": sms } });
  await azure.deploy(plan);
  isDown = true;
  azure.emit(text);
  await azure.settled();
  expect(outcomes()).toContain("support-sms-actions: retrying");
  await azure.advance("2 days");
  expect(await azure.deadLetters()).toMatchObject([
    { subscription: "support-sms-actions", event: { subject: text.subject, deadLetterReason: "TimeToLiveExceeded" } },
  ]);
});

test("a change that ARM refuses is told in ARM's words; a duration has a unit", async () => {
  azure = await startLocalAzure();
  await azure.deploy(await planOf(sampleProject, "dev"));
  const retryPolicy = { maxDeliveryAttempts: 99 };
  await expect(azure.change("support-inbound-sms", { retryPolicy })).rejects.toThrow(/^\w+: .*99/s);
  expect(millisecondsOf("1.5 hours")).toBe(5_400_000);
  expect(() => millisecondsOf("soon")).toThrow("Invalid duration");
});
