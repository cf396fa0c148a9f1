import type { TokenCredential } from "@azure/core-auth";
import type { ContainerClient, RestError } from "@azure/storage-blob";
import { printable } from "../text/printable.ts";
import { emulatorAccount } from "./emulator-account.ts";
import { type DeadLetterStore, StoreProblem } from "./store.ts";

/**
 * Dead letters in a container of Azure Blob Storage. `url` is the container's: with a login for Azure, and with the
 * emulator's published key for Azurite on this machine.
 */
export async function containerStore(url: URL, login: () => Promise<TokenCredential>): Promise<DeadLetterStore> {
  const { ContainerClient, StorageSharedKeyCredential } = await import("@azure/storage-blob");
  const account = emulatorAccount(url);
  const credential = account === undefined ? await login() : new StorageSharedKeyCredential(account.name, account.key);
  const name = `${url.origin}${url.pathname}`;
  // A person waits for the answer: a wrong name must not be asked for a minute.
  const options = { retryOptions: { maxTries: 3, tryTimeoutInMs: 30_000, maxRetryDelayInMs: 4_000 } };
  const container: ContainerClient = new ContainerClient(name, credential, options);
  const blob = (path: string) => container.getBlockBlobClient(path);
  return {
    name,
    async *paths(prefix) {
      try {
        for await (const { name: path } of container.listBlobsFlat({ prefix })) yield path;
      } catch (error) {
        throw storageProblem(error, name);
      }
    },
    async read(path) {
      try {
        return (await blob(path).downloadToBuffer()).toString("utf8");
      } catch (error) {
        if (statusOf(error) === 404 && codeOf(error) !== "ContainerNotFound") return undefined;
        throw storageProblem(error, name);
      }
    },
    async create(path, text) {
      try {
        await write(path, text, { ifNoneMatch: "*" });
        return true;
      } catch (error) {
        // 409 for a blob that is there, 412 where a condition says so.
        if (codeOf(error) === "BlobAlreadyExists" || statusOf(error) === 412) return false;
        throw storageProblem(error, name);
      }
    },
    async replace(path, text) {
      await write(path, text, {}).catch((error: unknown) => {
        throw storageProblem(error, name);
      });
    },
    async remove(path) {
      await blob(path)
        .deleteIfExists()
        .catch((error: unknown) => {
          throw storageProblem(error, name);
        });
    },
  };

  async function write(path: string, text: string, conditions: { ifNoneMatch?: string }): Promise<void> {
    const blobHTTPHeaders = { blobContentType: "application/json" };
    await blob(path).upload(text, Buffer.byteLength(text), { conditions, blobHTTPHeaders });
  }
}

/** Storage's answers as a sentence; what is not an answer of storage stays as it is. */
function storageProblem(error: unknown, name: string): unknown {
  if (error instanceof StoreProblem || !isRestError(error)) return error;
  const status = error.statusCode;
  if (status === 404) {
    return new StoreProblem(`There is no container ${name}. Deploy the stack that makes it, or check its name.`);
  }
  if (status === 401 || status === 403) {
    return new StoreProblem(
      `The login may not use ${name} (${status} ${printable(error.code ?? "", 80)}). Reading needs the role Storage Blob Data Reader, a replay Storage Blob Data Contributor; a new role takes minutes.`,
    );
  }
  const said = printable(error.message.split("\n", 1)[0] ?? "", 200);
  return new StoreProblem(`${name} could not be used: ${status ?? error.code ?? "no answer"}: ${said}`);
}

function isRestError(error: unknown): error is RestError {
  return error instanceof Error && error.name === "RestError";
}

function statusOf(error: unknown): number | undefined {
  return isRestError(error) ? error.statusCode : undefined;
}

function codeOf(error: unknown): string | undefined {
  return isRestError(error) ? error.code : undefined;
}
