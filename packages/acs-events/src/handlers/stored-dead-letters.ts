import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TokenCredential } from "@azure/core-auth";
import type { DeadLetters, KeptEvent } from "./dead-letters.ts";
import { HandlersProblem } from "./handler.ts";

/*
 * Places for the events that a receiver gives up, beside those that Event Grid gave up: `acs-events dead-letters` lists,
 * counts and replays both.
 */

/** A container of Azure Blob Storage. */
export interface BlobDeadLettersOptions {
  /** `https://<account>.blob.core.windows.net/<container>`: the function app has it in `ACS_EVENTS_UNDELIVERED_URL`. */
  readonly url: string;
  readonly credential: TokenCredential;
}

/** Dead letters as files below a folder; each is written whole. */
export function folderDeadLetters(folder: string): DeadLetters {
  return {
    async keep(event) {
      const file = join(folder, ...pathOf(event).split("/"));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify([event]));
      await rename(`${file}.new`, file);
    },
  };
}

/**
 * Dead letters as blobs. One request a blob, so that no package for blobs is in the bundle of the handlers.
 * @throws HandlersProblem for a URL that is not https.
 */
export function blobDeadLetters({ url, credential }: BlobDeadLettersOptions): DeadLetters {
  if (URL.parse(url)?.protocol !== "https:") {
    throw new HandlersProblem([
      `The container of the dead letters is not an https URL: ${JSON.stringify(url)}. Write https://<account>.blob.core.windows.net/<container>.`,
    ]);
  }
  return {
    async keep(event) {
      const token = await credential.getToken("https://storage.azure.com/.default");
      const response = await fetch(`${url.replace(/\/$/, "")}/${pathOf(event)}`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${token?.token ?? ""}`,
          "content-type": "application/json",
          "if-none-match": "*",
          "x-ms-blob-type": "BlockBlob",
          "x-ms-version": "2021-12-02",
        },
        body: JSON.stringify([event]),
        signal: AbortSignal.timeout(20_000),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the container of the dead letters answered ${response.status}`);
    },
  };
}

/**
 * As Event Grid names its own: the subscription in upper case, the hour in UTC without padding, and a GUID, or what else
 * names it.
 */
export function pathOf({ subscription, receiver, keptAt }: KeptEvent, file: string = randomUUID()): string {
  // A sender can write anything into the header with the subscription's name.
  const name = (subscription ?? `receiver-${receiver}`).toUpperCase().replace(/[^-A-Z0-9]/g, "-");
  const time = new Date(keptAt);
  const hour = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate(), time.getUTCHours()].join("/");
  return `${name.slice(0, 64).padEnd(3, "-")}/${hour}/${file}.json`;
}
