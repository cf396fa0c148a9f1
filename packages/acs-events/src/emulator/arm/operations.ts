import { randomUUID } from "node:crypto";
import type { Refusal } from "../resources/refusal.ts";
import { type ArmReply, errorOfRefusals, ok } from "./answer.ts";

/** Where a client asks about a write that is under way, and how long it should wait. */
export interface OperationHeaders {
  readonly [name: string]: string;
}

export interface Operations {
  /** Follows `done`, which answers why the operation failed, if it did. The headers tell a client where to ask. */
  follow(
    origin: string,
    subscription: string,
    apiVersion: string,
    done: Promise<Refusal | undefined>,
  ): OperationHeaders;
  /** What is known of the operation with this id; undefined for one of somebody else. */
  status(id: string, path: string): ArmReply | undefined;
}

/** How many finished operations a client may still ask about. */
const kept = 1_000;

/** The long-running operations of one local Azure. Azure says to wait for ten seconds; here one is enough. */
export function createOperations(): Operations {
  const operations = new Map<string, { state: "InProgress" | "Succeeded" | "Failed"; error?: unknown }>();
  return Object.freeze({
    follow(origin: string, subscription: string, apiVersion: string, done: Promise<Refusal | undefined>) {
      // Ids and the Azure subscription come in upper case (recorded).
      const id = randomUUID().toUpperCase();
      const operation: { state: "InProgress" | "Succeeded" | "Failed"; error?: unknown } = { state: "InProgress" };
      operations.set(id, operation);
      for (const old of [...operations.keys()].slice(0, Math.max(0, operations.size - kept))) operations.delete(old);
      void done.then((refusal) => {
        operation.state = refusal === undefined ? "Succeeded" : "Failed";
        if (refusal !== undefined) operation.error = errorOfRefusals([refusal]).error;
      });
      const path = `/subscriptions/${subscription.toUpperCase()}/providers/Microsoft.EventGrid/locations/GLOBAL`;
      return {
        "Azure-AsyncOperation": `${origin}${path}/operationsStatus/${id}?api-version=${apiVersion}`,
        "Retry-After": "1",
      };
    },
    status(id: string, path: string) {
      const operation = operations.get(id.toUpperCase());
      if (operation === undefined) return undefined;
      const { state, error } = operation;
      const body = { id: path, name: id, status: state, ...(error === undefined ? {} : { error }) };
      return state === "InProgress" ? { ...ok(body), headers: { "Retry-After": "1" } } : ok(body);
    },
  });
}
