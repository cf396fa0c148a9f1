import { eventGridVersions } from "../src/emulator/arm/api-versions.ts";
import { createApp } from "../src/emulator/arm/app.ts";
import { createWorld } from "../src/emulator/resources/azure.ts";
import { createStore } from "../src/emulator/store.ts";
import { compareAnswers, type Difference } from "./compare-answers.ts";
import type { Exchange } from "./exchanges.ts";
import { presuppose } from "./presupposed.ts";
import { topicTypesIn } from "./recorded-topic-types.ts";

/** Why an exchange cannot be replayed by itself. */
export type Reason =
  | "an older API version, which is refused"
  | "a published error without its API version"
  | "a failure of the service"
  | "a list of what the recording did not make";

export type Replayed =
  | { readonly kind: "skipped"; readonly exchange: Exchange; readonly reason: Reason }
  | { readonly kind: "compared"; readonly exchange: Exchange; readonly differences: readonly Difference[] };

const origin = "http://127.0.0.1";

/**
 * Sends the recorded requests to an empty local Azure a recording, in their order, and compares the answers. What a
 * recording uses and does not make is put there before, so that nothing else decides.
 */
export async function replay(exchanges: readonly Exchange[]): Promise<readonly Replayed[]> {
  const recordings = Map.groupBy(exchanges, ({ recording }) => recording);
  const results: Replayed[] = [];
  for (const recorded of recordings.values()) results.push(...(await replayRecording(recorded, exchanges)));
  return results;
}

async function replayRecording(
  recorded: readonly Exchange[],
  exchanges: readonly Exchange[],
): Promise<readonly Replayed[]> {
  const { world } = createWorld({ store: createStore(), topicTypes: topicTypesIn(recorded, exchanges) });
  presuppose(recorded, world);
  const app = createApp(world, () => origin);
  const made = new Set(recorded.filter(({ method }) => method === "PUT").map(({ url }) => idOf(url)));
  const results: Replayed[] = [];
  for (const exchange of recorded) {
    const reason = reasonToSkip(exchange, made);
    if (reason !== undefined) {
      results.push({ kind: "skipped", exchange, reason });
      continue;
    }
    const response = await app.request(`${origin}${exchange.url}`, {
      method: exchange.method,
      headers: { host: "127.0.0.1" },
      ...(exchange.request == null ? {} : { body: JSON.stringify(exchange.request) }),
    });
    const text = await response.text();
    const operation = response.headers.get("azure-asyncoperation");
    const differences = compareAnswers(
      { status: exchange.status, body: exchange.response ?? undefined, asynchronous: exchange.asyncOperation === true },
      {
        status: response.status,
        body: text === "" ? undefined : JSON.parse(text),
        asynchronous: operation !== null,
      },
    );
    results.push({ kind: "compared", exchange, differences });
    // A client would ask until the operation is done.
    if (operation !== null) while ((await stateOf(app, operation)) === "InProgress");
  }
  return results;
}

async function stateOf(app: ReturnType<typeof createApp>, operation: string): Promise<unknown> {
  const answer = await app.request(operation, { headers: { host: "127.0.0.1" } });
  const body: unknown = await answer.json();
  return typeof body === "object" && body !== null && "status" in body ? body.status : undefined;
}

function reasonToSkip({ url, response, status }: Exchange, made: ReadonlySet<string>): Reason | undefined {
  const version = new URL(url, origin).searchParams.get("api-version");
  if (version === null) return "a published error without its API version";
  if (!eventGridVersions.includes(version)) return "an older API version, which is refused";
  if (status >= 500) return "a failure of the service";
  const foreign = elementsOf(response).some((id) => id.startsWith("/") && !made.has(idOf(id)));
  return foreign ? "a list of what the recording did not make" : undefined;
}

function elementsOf(response: unknown): readonly string[] {
  if (typeof response !== "object" || response === null || !("value" in response)) return [];
  const { value } = response;
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "id" in one && typeof one.id === "string" ? [one.id] : [],
  );
}

/** The resource of a URL or id, in the form in which ids are compared. */
function idOf(url: string): string {
  return (url.split("?")[0] ?? "").toLowerCase();
}
