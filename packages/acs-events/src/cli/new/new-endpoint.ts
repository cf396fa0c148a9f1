import type { Endpoint } from "../../plan/endpoint.ts";
import type { ExistingProject } from "./existing-project.ts";

/** What an endpoint can be that nobody has to make first: the program makes a queue, a webhook is pending. */
export const newEndpointKinds = ["webhook", "storage-queue", "service-bus-queue", "event-hub"] as const;
export type NewEndpointKind = (typeof newEndpointKinds)[number];

/** The project as it will be once `name` is declared in the stack's file. */
export function withEndpoint(around: ExistingProject, name: string, kind: NewEndpointKind): ExistingProject {
  const endpoints = { ...around.settings.endpoints, [name]: newEndpoint(name, kind) };
  return { ...around, settings: { ...around.settings, endpoints } };
}

/** What the stack's file says of it: a queue or hub is made by the program, a webhook is pending until it has a url. */
export function newEndpoint(name: string, kind: NewEndpointKind): Endpoint {
  return kind === "webhook" ? { kind, path: `/api/${name}` } : { kind, create: true };
}
