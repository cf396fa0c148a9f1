/**
 * Which local handler stands for what is out there. Keys: the origin of a webhook (`https://handlers.contoso.example`),
 * its host alone (`handlers.contoso.example`), or the resource id of an Azure function. Values: the local handler,
 * `http://127.0.0.1:PORT`; path and query stay those of the webhook. For a function the value may have a path.
 */
export type RedirectTable = Readonly<Record<string, string>>;

export type Redirected =
  | { readonly kind: "local"; readonly url: URL }
  /** Nothing here stands for it, and nothing else is ever contacted. `reason`: a sentence that says what to do. */
  | { readonly kind: "nowhere"; readonly reason: string };

export interface Redirects {
  /** Where a webhook's URL leads on this machine. */
  webhook(endpointUrl: string): Redirected;
  /** Where the function with this resource id listens on this machine. */
  azureFunction(resourceId: string): Redirected;
}

/** Reads a table; throws one error with all that is wrong with it. */
export function createRedirects(table: RedirectTable): Redirects {
  const problems: string[] = [];
  const targets = new Map<string, URL>();
  for (const [key, value] of Object.entries(table)) {
    const problem = problemOfKey(key) ?? problemOfTarget(value, key.startsWith("/"));
    if (problem === undefined) targets.set(keyOf(key), new URL(value));
    else problems.push(`  "${key}": "${value}": ${problem}`);
  }
  if (problems.length > 0) throw new Error(`the table of redirects cannot be used:\n${problems.join("\n")}`);

  const find = (origin: string, host: string, path: string): Redirected => {
    const target = targets.get(origin) ?? targets.get(host);
    if (target === undefined) {
      return {
        kind: "nowhere",
        reason: `there is no local handler for ${host}; add "${origin}" to the table of redirects`,
      };
    }
    return { kind: "local", url: local(new URL(path, target)) };
  };

  return Object.freeze({
    webhook(endpointUrl: string): Redirected {
      const url = URL.parse(endpointUrl);
      if (url === null) return { kind: "nowhere", reason: "the endpoint is not a URL" };
      return find(url.origin, url.host, `${url.pathname}${url.search}`);
    },
    azureFunction(resourceId: string): Redirected {
      const target = targets.get(keyOf(resourceId));
      if (target !== undefined) {
        const path = target.pathname === "/" ? functionPath(nameOf(resourceId)) : `${target.pathname}${target.search}`;
        return { kind: "local", url: local(new URL(path, target)) };
      }
      const app = /\/sites\/([^/]+)\//i.exec(resourceId)?.[1]?.toLowerCase() ?? "";
      const host = `${app}.azurewebsites.net`;
      const found = find(`https://${host}`, host, functionPath(nameOf(resourceId)));
      if (found.kind === "local") return found;
      return {
        kind: "nowhere",
        reason: `there is no local handler for the function ${resourceId}; add its id or "https://${host}" to the table of redirects`,
      };
    },
  });
}

/** The host and path of an endpoint: what may be shown of it, since secrets stand in the query. */
export function shownEndpoint(endpointUrl: string): string {
  const url = URL.parse(endpointUrl);
  return url === null ? "an endpoint that is not a URL" : `${url.origin}${url.pathname}`;
}

/** Throws unless `url` is on this machine; whatever is sent anywhere goes through here. */
export function local(url: URL): URL {
  if (url.protocol === "http:" && url.hostname === "127.0.0.1" && url.username === "" && url.password === "")
    return url;
  throw new Error(`the local Azure contacts nothing but http://127.0.0.1, and was about to contact ${url.origin}`);
}

/** The path under which the Functions runtime takes events for a function with an Event Grid trigger. */
function functionPath(name: string): string {
  return `/runtime/webhooks/EventGrid?functionName=${encodeURIComponent(name)}`;
}

function nameOf(resourceId: string): string {
  return resourceId.slice(resourceId.lastIndexOf("/") + 1);
}

function keyOf(key: string): string {
  const url = key.includes("://") ? URL.parse(key) : null;
  return url === null ? key.toLowerCase() : url.origin;
}

function problemOfKey(key: string): string | undefined {
  if (key.startsWith("/")) {
    return /\/providers\/Microsoft\.Web\/sites\/[^/]+\/functions\/[^/]+$/i.test(key)
      ? undefined
      : "not the id of a function, /subscriptions/…/providers/Microsoft.Web/sites/{app}/functions/{function}";
  }
  const url = URL.parse(key.includes("://") ? key : `https://${key}`);
  const bare = url !== null && url.pathname === "/" && url.search === "" && !key.endsWith("/");
  return bare ? undefined : "not an origin like https://handlers.contoso.example, nor a host";
}

function problemOfTarget(value: string, pathAllowed: boolean): string | undefined {
  const url = URL.parse(value);
  if (url === null || url.protocol !== "http:" || url.hostname !== "127.0.0.1") {
    return "a local handler is http://127.0.0.1:PORT, and nothing else is ever contacted";
  }
  if (!pathAllowed && (url.pathname !== "/" || url.search !== "")) {
    return "a local handler has no path of its own: path and query are those of the webhook";
  }
  return undefined;
}
