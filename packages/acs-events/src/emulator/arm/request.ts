import type { World } from "../resources/azure.ts";
import type { Operations } from "./operations.ts";

/** A request to ARM, as far as it matters here. */
export interface ArmRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "PATCH" | "POST" | "DELETE";
  /** As it was sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** "" where there is none. */
  readonly body: string;
  /** Where the client reached the server: `http://127.0.0.1:PORT`. */
  readonly origin: string;
}

/** What answers a request. */
export interface ArmContext {
  readonly world: World;
  readonly operations: Operations;
}

/** A request with its `api-version`, which is checked. */
export interface VersionedRequest extends ArmRequest {
  readonly apiVersion: string;
}
