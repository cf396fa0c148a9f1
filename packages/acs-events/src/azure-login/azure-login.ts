import type { TokenCredential } from "@azure/core-auth";
import { printable } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";

/** Nobody is logged in to Azure here. */
export class NotLoggedIn extends UserError {}

/**
 * The login of whoever runs a command: a service principal or a workload identity in the environment, as in CI, else the
 * one of `az login`, `azd auth login` or Azure PowerShell. The identity of a virtual machine counts by
 * `az login --identity`. Its `getToken` throws `NotLoggedIn` where there is none.
 */
export async function azureLogin(): Promise<TokenCredential> {
  // Loaded when it is needed: the libraries behind a login are large.
  const {
    AzureCliCredential,
    AzureDeveloperCliCredential,
    AzurePowerShellCredential,
    ChainedTokenCredential,
    EnvironmentCredential,
    WorkloadIdentityCredential,
  } = await import("@azure/identity");
  const federated = process.env["AZURE_FEDERATED_TOKEN_FILE"] !== undefined;
  const chain = new ChainedTokenCredential(
    new EnvironmentCredential(),
    ...(federated ? [new WorkloadIdentityCredential()] : []),
    new AzureCliCredential(),
    new AzureDeveloperCliCredential(),
    new AzurePowerShellCredential(),
  );
  return {
    async getToken(scopes, options) {
      try {
        return await chain.getToken(scopes, options);
      } catch (error) {
        throw new NotLoggedIn(`There is no login to Azure: run az login. (${reasonOf(error)})`);
      }
    },
  };
}

/** Of a chain of logins, what each said; the last line of each is enough to see which one was meant to work. */
function reasonOf(error: unknown): string {
  const errors: readonly unknown[] =
    error instanceof Error && "errors" in error && Array.isArray(error.errors) ? error.errors : [error];
  const said = errors.map(
    (one) => (one instanceof Error ? one.message : String(one)).split(/\n|(?<=\.)\s/, 1)[0] ?? "",
  );
  return printable(said.filter((one) => one !== "").join(" "), 400);
}
