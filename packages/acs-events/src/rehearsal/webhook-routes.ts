import { functionPath, type RedirectTable } from "../emulator/delivery/redirects.ts";
import { nameOf } from "../emulator/resources/azure-id.ts";
import type { StackConfig } from "../stack/schema.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { UserError } from "../text/user-error.ts";

/** Which local address answers for an endpoint: its name, and `http://127.0.0.1:PORT/path`. */
export type LocalHandlers = Readonly<Record<string, string>>;

/** Where the local handlers are. */
export interface LocalAddresses {
  /** Named by the person who rehearses; these come first. */
  readonly named: LocalHandlers;
  /** The handlers of the project: where they are served, on which paths, and which functions take events of Event Grid. */
  readonly project: {
    readonly url: string;
    readonly paths: readonly string[];
    readonly eventGrid?: readonly string[] | undefined;
  };
  /** What accepts in the place of every other. */
  readonly standIn: string;
}

export interface WebhookRoutes {
  readonly redirects: RedirectTable;
  /** Endpoints that the stand-in accepts for. */
  readonly standIns: readonly Unhandled[];
}

/** An endpoint that no handler on this machine answers for. */
export interface Unhandled {
  readonly endpoint: string;
  /** Where a handler would have to be. */
  readonly path: string;
  /** Whether somebody can name a handler for it. */
  readonly nameable: boolean;
}

/** Says for each webhook and function of a stack which local handler answers for it. */
export function routeWebhooks(
  config: StackConfig | undefined,
  { named, project, standIn }: LocalAddresses,
): WebhookRoutes {
  const endpoints = config?.endpoints ?? {};
  const redirects: Record<string, string> = { "*": standIn };
  const standIns: Unhandled[] = [];
  for (const [name, endpoint] of Object.entries(endpoints)) {
    const handler = named[name];
    if (endpoint.kind === "azure-function") {
      // A function that the program makes is called as its endpoint, unless the configuration says otherwise.
      const functionName = "id" in endpoint ? nameOf(endpoint.id) : (endpoint.entityName ?? name);
      const { pathname, search } = functionPath(functionName);
      if (handler !== undefined && "id" in endpoint) redirects[endpoint.id] = handler;
      else if ("id" in endpoint || project.eventGrid?.includes(functionName) !== true)
        standIns.push({ endpoint: name, path: `${pathname}${search}`, nameable: "id" in endpoint });
      continue;
    }
    if (endpoint.kind !== "webhook" || endpoint.url === undefined) continue;
    const { origin, pathname } = new URL(endpoint.url);
    const isServed = project.paths.includes(pathname);
    redirects[`${origin}${pathname}`] = handler ?? (isServed ? project.url : standIn);
    if (handler === undefined && !isServed) standIns.push({ endpoint: name, path: pathname, nameable: true });
  }
  return { redirects, standIns };
}

/**
 * Throws a `UserError` for a named handler whose endpoint the stack does not have, or that cannot have one. Where the
 * configuration cannot be read, the program says what is wrong with it.
 */
export function checkHandlerNames(config: StackConfig | undefined, named: LocalHandlers): void {
  if (config === undefined) return;
  const { endpoints } = config;
  const able = Object.entries(endpoints).flatMap(([name, endpoint]) =>
    // The id of a function that the program makes is not known before.
    endpoint.kind === "webhook" || (endpoint.kind === "azure-function" && "id" in endpoint) ? [name] : [],
  );
  const wrong = Object.keys(named).filter((name) => !able.includes(name));
  if (wrong.length === 0) return;
  const allowed = able.length === 0 ? "the stack has none" : `the stack has ${able.join(", ")}`;
  throw new UserError(
    wrong
      .map((name) => {
        const meant = didYouMean(name, able);
        const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
        return `--handler ${name}: no webhook or existing function has this name; ${allowed}.${hint}`;
      })
      .join("\n"),
  );
}
