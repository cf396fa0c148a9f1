/** What Event Grid would post, in both schemas, for tests. */
export const text = {
  id: "e1",
  eventType: "Microsoft.Communication.SMSReceived",
  subject: "/phonenumber/15555555555",
  topic: "/subscriptions/0/resourceGroups/acs/providers/Microsoft.Communication/communicationServices/acs",
  eventTime: "2026-01-01T00:00:00Z",
  data: { messageId: "m", from: "1206", to: "1555", message: "Hello" },
  dataVersion: "1.0",
  metadataVersion: "1",
};

export const asCloudEvent = {
  specversion: "1.0",
  id: text.id,
  type: text.eventType,
  source: text.topic,
  subject: text.subject,
  time: text.eventTime,
  data: text.data,
};

export const validation = {
  ...text,
  id: "v1",
  eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
  subject: "",
  data: {
    validationCode: "512d38b6",
    validationUrl: "https://rp-westeurope.eventgrid.azure.net:553/eventsubscriptions/x",
  },
};

export const url = "http://127.0.0.1/api/sms";

export function post(body: unknown, headers: Record<string, string> = {}, target = url): Request {
  return new Request(target, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      "aeg-event-type": "Notification",
      "aeg-subscription-name": "SUPPORT-SMS",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function read(response: Response): Promise<{ readonly status: number; readonly body: string }> {
  return { status: response.status, body: await response.text() };
}
