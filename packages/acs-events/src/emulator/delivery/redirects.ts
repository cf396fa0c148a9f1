/**
 * Which local handler stands for what is out there. Keys: the URL of one webhook (`https://handlers.contoso.example/sms`,
 * its query does not count), the origin of webhooks (`https://handlers.contoso.example`), their host alone
 * (`handlers.contoso.example`), the resource id of an Azure function, or `*` for every other webhook and function.
 * Values: the local handler, `http://127.0.0.1:PORT`; path and query stay those of the webhook. For one webhook and for
 * a function the value may have a path, which then replaces the webhook's; the queries of both are sent.
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

/** Redirects whose table can be replaced while events are delivered. */
export interface ChangeableRedirects extends Redirects {
  /** Throws as `createRedirects` does; the former table then stays. */
  replace(table: RedirectTable): void;
}

/** Reads a table that may be replaced later. Throws as `createRedirects` does. */
export function changeableRedirects(table: RedirectTable): ChangeableRedirects {
  let current = createRedirects(table);
  return Object.freeze({
    webhook: (endpointUrl: string) => current.webhook(endpointUrl),
    azureFunction: (resourceId: string) => current.azureFunction(resourceId),
    replace(next: RedirectTable) {
      current = createRedirects(next);
    },
  });
}

/** Reads a table; throws one error with all that is wrong with it. */
export function createRedirects(table: RedirectTable): Redirects {
  const problems: string[] = [];
  const targets = new Map<string, URL>();
  for (const [key, value] of Object.entries(table)) {
    const problem = problemOfKey(key) ?? problemOfTarget(value, key.startsWith("/") || isOneWebhook(key));
    if (problem === undefined) targets.set(keyOf(key), new URL(value));
    else problems.push(`  "${key}": "${value}": ${problem}`);
  }
  if (problems.length > 0) throw new Error(`the table of redirects cannot be used:\n${problems.join("\n")}`);

  const others = targets.get(everyOther);

  return Object.freeze({
    webhook(endpointUrl: string): Redirected {
      const url = URL.parse(endpointUrl);
      if (url === null) return { kind: "nowhere", reason: "the endpoint is not a URL" };
      const one = targets.get(webhookKey(url));
      if (one !== undefined) return { kind: "local", url: local(at(one, hasPath(one) ? one : url, url.search)) };
      const target = targets.get(url.origin) ?? targets.get(url.host) ?? others;
      if (target !== undefined) return { kind: "local", url: local(at(target, url, url.search)) };
      return {
        kind: "nowhere",
        reason: `there is no local handler for ${url.host}; add "${url.origin}" to the table of redirects`,
      };
    },
    azureFunction(resourceId: string): Redirected {
      const path = functionPath(nameOf(resourceId));
      const one = targets.get(keyOf(resourceId));
      if (one !== undefined) return { kind: "local", url: local(hasPath(one) ? one : at(one, path, path.search)) };
      const app = /\/sites\/([^/]+)\//i.exec(resourceId)?.[1]?.toLowerCase() ?? "";
      const host = `${app}.azurewebsites.net`;
      const target = targets.get(`https://${host}`) ?? targets.get(host) ?? others;
      if (target !== undefined) return { kind: "local", url: local(at(target, path, path.search)) };
      return {
        kind: "nowhere",
        reason: `there is no local handler for the function ${resourceId}; add its id or "https://${host}" to the table of redirects`,
      };
    },
  });
}

/** `target` with the path of another URL. Never by resolving it: a path such as `//elsewhere` would be read as a host. */
function at(target: URL, { pathname }: Pick<URL, "pathname">, search: string): URL {
  const url = new URL(target.origin);
  url.pathname = pathname;
  url.search = [target.search, search]
    .map((part) => part.replace(/^\?/, ""))
    .filter(Boolean)
    .join("&");
  return url;
}

function hasPath({ pathname, search }: URL): boolean {
  return pathname !== "/" || search !== "";
}

/** The host and path of an endpoint: what may be shown of it, since secrets stand in the query. */
export function shownEndpoint(endpointUrl: string): string {
  const url = URL.parse(endpointUrl);
  return url === null ? "an endpoint that is not a URL" : `${url.origin}${url.pathname}`;
}

/** Throws unless `url` is on this machine; whatever is sent anywhere goes through here. */
export function local(url: URL): URL {
  if (isLocal(url)) return url;
  throw new Error(`the local Azure contacts nothing but http://127.0.0.1, and was about to contact ${url.origin}`);
}

function isLocal({ protocol, hostname, username, password }: URL): boolean {
  return protocol === "http:" && hostname === "127.0.0.1" && username === "" && password === "";
}

/** The path under which the Functions runtime takes events for a function with an Event Grid trigger. */
export function functionPath(name: string): Pick<URL, "pathname" | "search"> {
  return { pathname: "/runtime/webhooks/EventGrid", search: `?functionName=${encodeURIComponent(name)}` };
}

function nameOf(resourceId: string): string {
  return resourceId.slice(resourceId.lastIndexOf("/") + 1);
}

/** In the place of a key: whatever no other key names. */
const everyOther = "*";

function keyOf(key: string): string {
  const url = key.includes("://") ? URL.parse(key) : null;
  if (url === null) return key.toLowerCase();
  return isOneWebhook(key) ? webhookKey(url) : url.origin;
}

function webhookKey({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function isOneWebhook(key: string): boolean {
  const url = key.includes("://") ? URL.parse(key) : null;
  return url !== null && (hasPath(url) || key.endsWith("/"));
}

function problemOfKey(key: string): string | undefined {
  if (key.startsWith("/")) {
    return /\/providers\/Microsoft\.Web\/sites\/[^/]+\/functions\/[^/]+$/i.test(key)
      ? undefined
      : "not the id of a function, /subscriptions/…/providers/Microsoft.Web/sites/{app}/functions/{function}";
  }
  if (key === everyOther || isOneWebhook(key)) return undefined;
  const url = URL.parse(key.includes("://") ? key : `https://${key}`);
  const bare = url !== null && url.pathname === "/" && url.search === "" && !key.endsWith("/");
  return bare ? undefined : "not an origin like https://handlers.contoso.example, a host, nor the URL of one webhook";
}

function problemOfTarget(value: string, pathAllowed: boolean): string | undefined {
  const url = URL.parse(value);
  if (url === null || !isLocal(url)) {
    return "a local handler is http://127.0.0.1:PORT, and nothing else is ever contacted";
  }
  if (!pathAllowed && (url.pathname !== "/" || url.search !== "")) {
    return "a local handler has no path of its own: path and query are those of the webhook";
  }
  return undefined;
}
