import { z } from "zod";

/** What is other than deployed, in ARM's words; what is omitted stays. A filter replaces the whole filter. */
export interface SubscriptionChange {
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly labels?: readonly string[];
  readonly expirationTimeUtc?: string;
  readonly eventDeliverySchema?: string;
  readonly retryPolicy?: { readonly maxDeliveryAttempts?: number; readonly eventTimeToLiveInMinutes?: number };
}

const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const operation = z.object({ status: z.string(), error: refusal.shape.error.optional() });

/** Changes a subscription by ARM's own PATCH. Rejects with ARM's words where it refuses. */
export async function changeSubscription(armUrl: string, id: string, change: SubscriptionChange): Promise<void> {
  const answer = await fetch(`${armUrl}${id}?api-version=2022-06-15`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  const body: unknown = await answer.json().catch(() => undefined);
  const said = answer.ok ? await refusedLater(answer) : refusal.safeParse(body).data?.error;
  if (answer.ok && said === undefined) return;
  throw new Error(`${said?.code ?? answer.status}: ${said?.message ?? "the local Azure refuses the change"}`);
}

/** Azure takes a change first, and refuses it by the operation that the answer names. */
async function refusedLater(answer: Response): Promise<z.infer<typeof refusal>["error"] | undefined> {
  const url = answer.headers.get("azure-asyncoperation");
  while (url !== null) {
    const { status, error } = operation.parse(await (await fetch(url)).json());
    if (status === "Succeeded") return undefined;
    if (status === "Failed" || status === "Canceled") return error ?? { code: status, message: "the change failed" };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return undefined;
}
