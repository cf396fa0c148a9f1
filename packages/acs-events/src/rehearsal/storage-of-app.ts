import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { request as requestOverTls } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { makeCertificate } from "../emulator/arm/certificate.ts";
import { startAzurite } from "../emulator/storage/azurite.ts";

/** The storage account and the identity that a function app has in Azure, on this machine. */
export interface StorageOfApp {
  /** The settings by which the app finds both. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const account = "functions";

/**
 * Starts Azurite with https, as Azure answers, and an endpoint that gives tokens to whoever has the header of the app.
 * The certificate is in `folder`. What the account keeps is there as well if it is `kept`; otherwise it is removed at
 * the end.
 */
export async function startStorageOfApp(folder: string, { kept = false } = {}): Promise<StorageOfApp> {
  await mkdir(folder, { recursive: true });
  const [certificateFile, keyFile] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const { cert, key } = makeCertificate();
  await Promise.all([writeFile(certificateFile, cert), writeFile(keyFile, key, { mode: 0o600 })]);
  const [azurite, identity] = await Promise.all([
    startAzurite({
      accounts: [account],
      https: { certificateFile, keyFile },
      folder: kept ? join(folder, "account") : undefined,
    }),
    startIdentity(),
  ]);
  const container = `${azurite.blob}/${account}/undelivered`;
  await createContainer(container, cert);
  return {
    settings: {
      NODE_EXTRA_CA_CERTS: certificateFile,
      IDENTITY_ENDPOINT: identity.url,
      IDENTITY_HEADER: identity.header,
      ACS_EVENTS_TABLE_URL: `${azurite.table}/${account}`,
      ACS_EVENTS_INBOX_TABLE: "inbox",
      ACS_EVENTS_UNDELIVERED_URL: container,
    },
    async close() {
      await Promise.all([azurite.close(), identity.close()]);
    },
  };
}

/** The token endpoint of App Service. Its tokens are signed by nobody: Azurite looks at the time and the audience alone. */
async function startIdentity(): Promise<{
  readonly url: string;
  readonly header: string;
  readonly close: () => Promise<void>;
}> {
  const header = crypto.randomUUID();
  const server = createServer((request, response) => {
    const resource = URL.parse(request.url ?? "/", "http://127.0.0.1")?.searchParams.get("resource") ?? "";
    if (request.headers["x-identity-header"] !== header) {
      response.writeHead(401).end();
      return;
    }
    const { token, expires } = tokenFor(resource);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ access_token: token, expires_on: String(expires) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port: the address is one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/msi/token`,
    header,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tokenFor(resource: string): { readonly token: string; readonly expires: number } {
  const now = Math.floor(Date.now() / 1_000);
  const expires = now + 86_400;
  const claims = { aud: resource, iss: "https://sts.windows.net/local/", nbf: now - 60, iat: now, exp: expires };
  const parts = [{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  return { token: `${parts.join(".")}.local`, expires };
}

/** By a request of its own: the clients of the SDK do not take a certificate. */
function createContainer(url: string, ca: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${tokenFor("https://storage.azure.com").token}`,
      "x-ms-version": "2021-12-02",
      "content-length": "0",
    };
    const request = requestOverTls(`${url}?restype=container`, { method: "PUT", headers, ca }, (response) => {
      response.resume();
      // 409: an earlier run has made it.
      if (response.statusCode === 201 || response.statusCode === 409) resolve();
      else reject(new Error(`Azurite answered ${response.statusCode} when a container was to be made`));
    });
    request.once("error", reject).end();
  });
}
