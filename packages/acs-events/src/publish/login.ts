import { printable } from "../text/printable.ts";
import { PublishProblem } from "./publish-problem.ts";

/**
 * The login of whoever publishes: a service principal or workload identity in the environment, as in CI, else the one of
 * `az login`, `azd auth login` or Azure PowerShell. The identity of a virtual machine counts by `az login --identity`.
 * A token for Resource Manager also opens the site: azd and Core Tools send the same one.
 */
export function login(resourceManager: URL): () => Promise<string> {
  // The local Azure asks for no login, and no real token should ever reach it.
  if (isLoopback(resourceManager)) return () => Promise.resolve("local");
  let credential: Promise<{ getToken(scope: string): Promise<{ readonly token: string }> }> | undefined;
  return async () => {
    credential ??= makeCredential();
    try {
      return (await (await credential).getToken(`${resourceManager.origin}/.default`)).token;
    } catch (error) {
      const why = error instanceof Error ? firstSentence(error.message) : String(error);
      throw new PublishProblem("not-logged-in", `There is no login to Azure: run az login. (${printable(why, 300)})`);
    }
  };
}

/** Loaded when it is needed: the libraries behind a login are large. */
async function makeCredential() {
  const {
    AzureCliCredential,
    AzureDeveloperCliCredential,
    AzurePowerShellCredential,
    ChainedTokenCredential,
    EnvironmentCredential,
    WorkloadIdentityCredential,
  } = await import("@azure/identity");
  const federated = process.env["AZURE_FEDERATED_TOKEN_FILE"] !== undefined;
  return new ChainedTokenCredential(
    new EnvironmentCredential(),
    ...(federated ? [new WorkloadIdentityCredential()] : []),
    new AzureCliCredential(),
    new AzureDeveloperCliCredential(),
    new AzurePowerShellCredential(),
  );
}

export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}

function firstSentence(text: string): string {
  return text.split(/\n|(?<=\.)\s/, 1)[0] ?? text;
}
