import type { TokenCredential } from "@azure/core-auth";
import { azureLogin } from "../azure-login/azure-login.ts";

/**
 * Tokens for Azure Resource Manager. The same token opens a site's `/api/publish`: azd and Core Tools send no other
 * (assumption `resource-manager-token-opens-site`). The local Azure asks for no login, and a real token never goes there.
 */
export function resourceManagerToken(resourceManager: URL): () => Promise<string> {
  if (isLoopback(resourceManager)) return () => Promise.resolve("local");
  let login: Promise<TokenCredential> | undefined;
  return async () => {
    login ??= azureLogin();
    const token = await (await login).getToken(`${resourceManager.origin}/.default`);
    return token?.token ?? "";
  };
}

export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
