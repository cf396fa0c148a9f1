import { expect, test } from "vitest";
import { readSubscription } from "../../../src/subscription-set/read-subscription.ts";
import { webhookRule } from "../../../src/subscription-set/rules/webhook.ts";
import { said, sound } from "./said.ts";

const to = (fields: object) => said(webhookRule, { destination: { endpointType: "WebHook", ...fields } });
const endpointUrl = "https://handlers.contoso.example/api/sms";

test("an address over https passes, with Entra ID and TLS 1.2", () => {
  const entra = { azureActiveDirectoryTenantId: "t", azureActiveDirectoryApplicationIdOrUri: "a" };
  expect(to({ endpointUrl, ...entra, minimumTlsVersionAllowed: "1.2" })).toEqual([]);
  expect(to({ endpointUrl: "[secret]" })).toEqual([]);
});

test("other protocols, and what is no address", () => {
  expect(to({ endpointUrl: "http://handlers.contoso.example/api?code=s3cret" })).toMatchInlineSnapshot(`
    [
      "error webhook-not-https at destination.endpointUrl: Event Grid delivers over https only; the address is "http://handlers.contoso.example/api?…". Write it like https://handlers.contoso.example/api/sms.",
    ]
  `);
  expect(to({ endpointUrl: "handlers.contoso.example" })).toMatchInlineSnapshot(`
    [
      "error webhook-not-https at destination.endpointUrl: Event Grid delivers over https only; the address here is not a URL. Write it like https://handlers.contoso.example/api/sms.",
    ]
  `);
});

test("a secret in the address is said without saying it", () => {
  const secret = `${endpointUrl.replace("//", "//me:pa55@")}?code=s3cret`;
  expect(to({ endpointUrl: secret })).toMatchInlineSnapshot(`
    [
      "warning webhook-secret-in-url at destination.endpointUrl: The address "https://…@handlers.contoso.example/api/sms?…" has a query or a password in it, which everybody who reads this sees. Keep it as a secret of the stack under acs-events:secrets, or protect the webhook with Entra ID. [fix "https://handlers.contoso.example/api/sms"]",
    ]
  `);
  const { record } = readSubscription({
    json: { ...sound, destination: { endpointType: "WebHook", endpointUrl: secret } },
  });
  expect(JSON.stringify(webhookRule.check(record, {}))).not.toMatch(/s3cret|pa55/);
});

test("half of Entra ID, old TLS", () => {
  expect(to({ endpointUrl, azureActiveDirectoryTenantId: "t" })).toMatchInlineSnapshot(`
    [
      "error webhook-entra-incomplete at destination.azureActiveDirectoryApplicationIdOrUri: To ask Entra ID for a token Event Grid needs tenant and application; azureActiveDirectoryApplicationIdOrUri is missing.",
    ]
  `);
  expect(to({ endpointUrl, minimumTlsVersionAllowed: "1.0" })).toMatchInlineSnapshot(`
    [
      "warning webhook-tls-old at destination.minimumTlsVersionAllowed: TLS 1.0 may be used for this webhook; write "1.2". [fix "1.2"]",
    ]
  `);
  expect(to({ endpointUrl, minimumTlsVersionAllowed: 1.2 })).toMatchInlineSnapshot(`
    [
      "error webhook-tls-unknown at destination.minimumTlsVersionAllowed: minimumTlsVersionAllowed is 1.2; there are "1.0", "1.1" and "1.2". [fix "1.2"]",
    ]
  `);
});
