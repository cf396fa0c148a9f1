import { shown } from "../../filters/azure-json/json-value.ts";
import type { Finding } from "../../filters/finding.ts";
import { finding } from "../../filters/finding-definitions.ts";
import type { Properties } from "../subscription-record.ts";
import { type CheckRule, isHiddenText } from "./subscription-rule.ts";

const findings = {
  "webhook-not-https": {
    level: "error",
    azure: "refuses",
    says: "Event Grid delivers to webhooks over https only.",
    todo: "Write an address that begins with https://.",
  },
  "webhook-secret-in-url": {
    level: "warning",
    says: "The address of the webhook has a query or a password in it, where everybody who reads the file or the state sees it.",
    todo: "Keep the query as a secret of the stack (`acs-events:secrets`), or protect the webhook with Entra ID.",
  },
  "webhook-entra-incomplete": {
    level: "error",
    says: "One of tenant and application is given, but Event Grid needs both to ask Entra ID for a token.",
    todo: "Give azureActiveDirectoryTenantId and azureActiveDirectoryApplicationIdOrUri.",
  },
  "webhook-tls-old": {
    level: "warning",
    says: "minimumTlsVersionAllowed lets TLS 1.0 or 1.1 pass.",
    todo: 'Write `"1.2"`. In a stack\'s file it is `minimumTlsVersion` of the endpoint, and 1.2 if omitted.',
  },
  "webhook-tls-unknown": {
    level: "error",
    azure: "refuses",
    says: "minimumTlsVersionAllowed is none of 1.0, 1.1 and 1.2.",
    todo: 'Write `"1.2"`.',
  },
} as const;

/** What holds for webhooks alone (Azure docs, security-authentication, transport-layer-security-enforce-minimum-version). */
export const webhookRule: CheckRule = {
  findings,
  check: ({ destination }) => {
    if (destination?.["endpointType"] !== "WebHook") return [];
    return [
      ...address("endpointUrl", destination),
      ...address("endpointBaseUrl", destination),
      ...entra(destination),
      ...tls(destination),
    ];
  },
};

function address(name: "endpointUrl" | "endpointBaseUrl", destination: Properties): Finding[] {
  const text = destination[name];
  if (typeof text !== "string" || text === "" || isHiddenText(text)) return [];
  const path = `destination.${name}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:") {
    // The part before a query is not a secret; what is not a URL at all is not shown.
    const value = url === undefined ? undefined : withoutSecrets(url);
    const message = `Event Grid delivers over https only; the address ${url === undefined ? "here is not a URL" : `is ${shown(value)}`}. Write it like https://handlers.contoso.example/api/sms.`;
    return [finding(findings, "webhook-not-https", { message, path, value })];
  }
  if (url.search === "" && url.username === "" && url.password === "") return [];
  const value = withoutSecrets(url);
  const message = `The address ${shown(value)} has a query or a password in it, which everybody who reads this sees. Keep it as a secret of the stack under acs-events:secrets, or protect the webhook with Entra ID.`;
  return [finding(findings, "webhook-secret-in-url", { message, path, value, fix: `${url.origin}${url.pathname}` })];
}

/** A finding is printed and kept; the secret must not be in it. */
function withoutSecrets(url: URL): string {
  const user = url.username === "" && url.password === "" ? "" : "…@";
  return `${url.protocol}//${user}${url.host}${url.pathname}${url.search === "" ? "" : "?…"}`;
}

function entra(destination: Properties): Finding[] {
  const tenant = destination["azureActiveDirectoryTenantId"];
  const application = destination["azureActiveDirectoryApplicationIdOrUri"];
  const isThere = (value: unknown) => typeof value === "string" && value !== "";
  if (isThere(tenant) === isThere(application)) return [];
  const lacking = isThere(tenant) ? "azureActiveDirectoryApplicationIdOrUri" : "azureActiveDirectoryTenantId";
  const message = `To ask Entra ID for a token Event Grid needs tenant and application; ${lacking} is missing.`;
  return [finding(findings, "webhook-entra-incomplete", { message, path: `destination.${lacking}` })];
}

function tls(destination: Properties): Finding[] {
  const value = destination["minimumTlsVersionAllowed"];
  if (value === undefined || value === null || value === "1.2" || (typeof value === "string" && isHiddenText(value)))
    return [];
  const at = { path: "destination.minimumTlsVersionAllowed", value, fix: "1.2" };
  if (value === "1.0" || value === "1.1") {
    const message = `TLS ${value} may be used for this webhook; write "1.2".`;
    return [finding(findings, "webhook-tls-old", { message, ...at })];
  }
  const message = `minimumTlsVersionAllowed is ${shown(value)}; there are "1.0", "1.1" and "1.2".`;
  return [finding(findings, "webhook-tls-unknown", { message, ...at })];
}
