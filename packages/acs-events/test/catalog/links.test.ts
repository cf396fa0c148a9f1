import { describe, expect, test } from "vitest";
import { eventTypeNames, isEventType } from "../../src/catalog/event-types.ts";
import { linksOf } from "../../src/catalog/links.ts";
import type { Fields } from "../../src/catalog/payloads/field.ts";
import { parsePayload } from "../../src/catalog/payloads/index.ts";
import { payloadTables } from "../../src/catalog/payloads/payload-tables.ts";
import { allSamples } from "../../src/catalog/samples.ts";
import { parseSubject } from "../../src/catalog/subjects.ts";

test("a link names a property that the payload has", () => {
  const links = eventTypeNames.flatMap((type) => linksOf(type).map(({ path }) => ({ type, path })));
  expect(links.length).toBeGreaterThan(80);
  const broken = links.filter(({ type, path }) => {
    let fields: Fields | undefined = payloadTables[type];
    for (const name of path) {
      const field: Fields[string] | undefined = fields?.[name];
      if (field === undefined) return true;
      fields = field.fields;
    }
    return false;
  });
  expect(broken.map(({ type, path }) => `${type}: ${path.join(".")}`)).toEqual([]);
});

describe("in the published samples", () => {
  /** Only real values are compared; `{thread-id}`, `rawId` and the like are placeholders. */
  const placeholder = /[{}]|^rawId$|^id-of-/;
  /** Samples whose subject and payload disagree in the source itself. */
  const known: readonly string[] = [
    // Other ids, and Sent against delivered.
    "AdvancedMessageDeliveryStatusUpdated rest-api-specs messageId",
    "AdvancedMessageDeliveryStatusUpdated rest-api-specs status",
    // Written by hand: one number or id in the subject, another in the payload.
    "AdvancedMessageReceived docs senderId",
    "AdvancedMessageReceived rest-api-specs channelRegistrationId",
    "AdvancedMessageReceived rest-api-specs senderId",
    // `createdBy` is cut short in the article.
    "ChatThreadCreatedWithUser article actorRawId",
  ];

  const compared = allSamples().flatMap((sample) => {
    const { type, payload } = sample;
    if (!isEventType(type) || payload.subject === undefined) return [];
    const parsed = parseSubject(type, payload.subject);
    const data = parsePayload(type, payload.data);
    if (parsed === undefined || !data.success) return [];
    return linksOf(type).flatMap(({ variable, path }) => {
      const inSubject = parsed.values[variable];
      let value: unknown = data.data;
      for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name];
      if (
        inSubject === undefined ||
        placeholder.test(inSubject) ||
        typeof value !== "string" ||
        placeholder.test(value)
      ) {
        return [];
      }
      const where = `${type.replace("Microsoft.Communication.", "")} ${sample.origin} ${variable}`;
      return [{ where, agrees: value === inSubject }];
    });
  });

  test("the linked property says what the subject says", () => {
    expect(compared.length).toBeGreaterThan(20);
    const disagreeing = compared.filter(({ agrees }) => !agrees).map(({ where }) => where);
    expect([...new Set(disagreeing)].sort()).toEqual([...known].sort());
  });
});
