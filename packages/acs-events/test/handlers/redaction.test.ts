import { expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { sensitiveTexts } from "../../src/catalog/payloads/sensitive-texts.ts";
import { pinoLogger } from "../../src/handlers/pino/index.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { post, text } from "./deliveries.ts";

const personal = { messageId: "Incoming_1", from: "+12065550100", to: "15555550123", message: "My card is 4111" };

async function linesOf(logPayloads: boolean): Promise<readonly Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const receive = receiver({
    local: true,
    logPayloads,
    log: pinoLogger({ destination, fields: { service: "sms" } }),
    on: {
      "Microsoft.Communication.SMSReceived": ({ data }, { log }) => {
        log.info(
          { customer: data.from, id: data.messageId, length: data.message.length },
          `text of 12065550100: ${data.message}`,
        );
        throw new Error(`no customer ${data.from}`);
      },
    },
  });
  await receive(post([{ ...text, data: personal, subject: "/phonenumber/15555550123" }]));
  return lines;
}

test("whatever a handler logs or throws, numbers and messages are not in the log; ids are", async () => {
  const lines = await linesOf(false);
  expect(lines).toMatchObject([
    {
      level: "info",
      service: "sms",
      customer: "[redacted]",
      id: "Incoming_1",
      length: 15,
      msg: "text of [redacted]: [redacted]",
    },
    { level: "error", reason: "no customer [redacted]", msg: "a handler failed", event: "e1" },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/2065550100|5555550123|4111/);
});

test("they are where somebody allowed it", async () => {
  expect((await linesOf(true))[0]).toMatchObject({
    customer: "+12065550100",
    msg: "text of 12065550100: My card is 4111",
  });
});

test("of a payload only ids, closed lists and times are shown; what no table lists is not", () => {
  const data = { ...personal, receivedTimestamp: "2026-01-01T00:00:00Z", extra: { deep: ["secret"] } };
  expect(sensitiveTexts("Microsoft.Communication.SMSReceived", data)).toEqual([
    "+12065550100",
    "15555550123",
    "My card is 4111",
    "secret",
  ]);
});

test("no table marks a field as loggable whose name speaks of a person or a message", () => {
  const marked = new Set<string>();
  const walk = (fields: object): void => {
    for (const [name, field] of Object.entries(fields) as [string, { loggable?: true; fields?: object }][]) {
      if (field.loggable === true) marked.add(name);
      if (field.fields !== undefined) walk(field.fields);
    }
  };
  for (const type of eventTypeNames) walk(payloadTables[type]);
  expect([...marked]).toContain("messageId");
  expect([...marked].filter((name) => !/(?:Id|Code)$/.test(name) || /raw|user|acs|phone/i.test(name))).toEqual([]);
});
