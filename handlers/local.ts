import type { LocalSurroundings } from "acs-events";
import type { Receiver } from "acs-events/handlers";
import { receivers } from "./index.ts";
import { localServices } from "./services/local-services.ts";

/** The receivers of the local Azure: what the handlers do goes into a folder, and a person is told of it. */
export function localReceivers({ folder, tell }: LocalSurroundings): Readonly<Record<string, Receiver>> {
  return receivers(localServices(folder, tell), { local: true });
}
