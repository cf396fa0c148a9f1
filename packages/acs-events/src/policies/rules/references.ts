import type { Reference } from "./rule.ts";

/** Microsoft cloud security benchmark v1, the controls that a rule here helps to keep. */
const mcsb = {
  "IM-1": ["Use centralized identity and authentication system", "identity-management"],
  "IM-3": ["Manage application identities securely and automatically", "identity-management"],
  "IM-4": ["Authenticate server and services", "identity-management"],
  "IM-8": ["Restrict the exposure of credential and secrets", "identity-management"],
  "NS-2": ["Secure cloud services with network controls", "network-security"],
  "NS-8": ["Detect and disable insecure services and protocols", "network-security"],
  "DP-3": ["Encrypt sensitive data in transit", "data-protection"],
  "LT-3": ["Enable logging for security investigation", "logging-threat-detection"],
} as const;

export function benchmark(control: keyof typeof mcsb): Reference {
  const [title, page] = mcsb[control];
  return {
    title: `MCSB ${control}: ${title}`,
    url: `https://learn.microsoft.com/security/benchmark/azure/mcsb-${page}`,
  };
}

/** Azure Proactive Resiliency Library v2, by the id of its recommendation. */
export function resiliency(id: string, title: string): Reference {
  return {
    title: `APRL ${id}: ${title}`,
    url: "https://azure.github.io/Azure-Proactive-Resiliency-Library-v2/azure-resources/EventGrid/topics/",
  };
}

/** A built-in definition of Azure Policy for Communication Services, by its name. */
export function azurePolicy(id: string, title: string): Reference {
  return {
    title: `Azure Policy ${id}: ${title}`,
    url: "https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Communication",
  };
}

/** A page of the Azure documentation on Event Grid or Communication Services. */
export function azureDocs(title: string, page: string): Reference {
  return { title: `Azure documentation: ${title}`, url: `https://learn.microsoft.com/azure/${page}` };
}
