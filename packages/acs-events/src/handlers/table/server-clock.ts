import type { TableClient } from "@azure/data-tables";

/** A difference up to this is the resolution of the `date` header and the time that an answer takes. */
const tolerance = 2_000;

/**
 * The time by the clock of the storage service, learned from its answers: machines that share an inbox compare the ends
 * of each other's leases, and their own clocks may differ. `warn` is called once if this machine's clock is off.
 */
export function serverClock(client: TableClient, warn: (milliseconds: number) => void): () => number {
  let offset = 0;
  client.pipeline.addPolicy({
    name: "serverClock",
    async sendRequest(request, next) {
      const response = await next(request);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) {
        const difference = date - Date.now();
        const before = offset;
        offset = Math.abs(difference) > tolerance ? difference : 0;
        if (before === 0 && offset !== 0) warn(offset);
      }
      return response;
    },
  });
  return () => Date.now() + offset;
}
